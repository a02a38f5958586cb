import type { FileInfo } from './file-part.ts';
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
  /** In the form's order. Absent where there are none. */
  files?: SubmittedFile[];
}

/** A file that came with a form. */
export interface SubmittedFile extends FileInfo {
  bytes: number;
  /** Under which it is kept; null: it is not, and `refusal` says why. */
  key: string | null;
  refusal: FileRefusal | null;
}

/** `too-large` and `too-many` by the widget's settings; `not-stored`: we could not. */
export type FileRefusal = 'too-large' | 'too-many' | 'not-stored';
