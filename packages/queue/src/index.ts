export { callQueue, type CallJob } from './call-queue.ts';
export type { DeliveryJob } from './delivery-job.ts';
export { emailQueue } from './email-queue.ts';
export { forwardQueue } from './forward-queue.ts';
export { notificationQueue } from './notification-queue.ts';
export type { QueueDefinition } from './queue-definition.ts';
export {
  createQueueStore,
  migrateQueueStore,
  type AddOptions,
  type JobQueue,
  type JobWorker,
  type QueueStore,
} from './queue-store.ts';
export { scenarioQueue, type ScenarioJob } from './scenario-queue.ts';
export { createSeal, type Seal } from './seal.ts';
export { submissionsQueue, type SubmissionsJob } from './submissions-queue.ts';
