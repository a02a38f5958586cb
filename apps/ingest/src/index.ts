export type { AcceptSubmission, AcceptSubmissionDeps } from './accept-submission.ts';
export { createIngestServer, type IngestServerDeps } from './app.ts';
export { ingestEnvironment, readConfig, type HttpConfig, type IngestConfig } from './config.ts';
export type { IngestWidget } from './ingest-widget.ts';
export { createIngest, type IngestParts, type RunningIngest } from './ingest.ts';
