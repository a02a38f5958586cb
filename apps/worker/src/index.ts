export { createWorker, type RunningWorker, type WorkerParts } from './app.ts';
export { environmentSchema, readConfig, type WorkerConfig } from './config.ts';
export { createMailer, type Mailer } from './email/create-mailer.ts';
