export { createWorker, type RunningWorker, type WorkerParts } from './app.ts';
export { environmentSchema, readConfig, type WorkerConfig } from './config.ts';
