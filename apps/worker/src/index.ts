export { createWorker, type RunningWorker, type WorkerParts } from './app.ts';
export { openDeliverer, type OpenDeliverer } from './delivery/open-deliverer.ts';
export { environmentSchema, readConfig, type WorkerConfig } from './config.ts';
