export { callQueue, callQueueOf, type CallJob } from './call-queue.ts';
export type { DeliveryJob } from './delivery-job.ts';
export { emailQueue } from './email-queue.ts';
export { forwardQueue } from './forward-queue.ts';
export { notificationQueue } from './notification-queue.ts';
export { readQueueDepth, type QueueDepth } from './read-queue-depth.ts';
export type { QueueDefinition } from './queue-definition.ts';
export { scenarioQueue, type ScenarioJob } from './scenario-queue.ts';
export { createSeal, type Seal } from './seal.ts';
export { submissionsQueue, type SubmissionsJob } from './submissions-queue.ts';
export { QueueStoreAwayError } from './breaker.ts';
export { createGroupCommit, type GroupCommitOptions } from './group-commit.ts';
export type { JobFate, ReadJobFates } from './job-fates.ts';
export { migrateQueueStore } from './postgres-backend.ts';
export {
  createQueueStore,
  type AddOptions,
  type JobQueue,
  type JobWorker,
  type OnJobEnded,
  type QueueStore,
  type QueueStoreConfig,
} from './queue-store.ts';
export { COUNT_SECONDS, type AddHits, type Hits, type SharedCount } from './shared-counts.ts';
export {
  SAME_LEAD_MS,
  type ClaimSubmissions,
  type FindChosenIds,
  type NotedClaims,
  type SubmissionClaim,
} from './submission-claims.ts';
