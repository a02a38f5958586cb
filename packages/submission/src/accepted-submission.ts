import type { Submission } from './submission.ts';

/** A submission as ingest has accepted it: what the queue carries and the worker stores as a lead. */
export interface AcceptedSubmission {
  leadId: string;
  /** The same for the same form of the same person. */
  digest: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  widgetId: string;
  accountId: string;
  /** The version of the widget's settings that the submission was read under. */
  settingsVersion: number;
  ip: string;
  userAgent: string | null;
  /** The `Origin` header. */
  origin: string | null;
  submission: Submission;
}
