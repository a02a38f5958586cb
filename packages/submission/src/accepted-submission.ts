import type { FileInfo } from './file-part.ts';
import type { PackedForm } from './packed-form.ts';
import type { Submission } from './submission.ts';

/** What ingest knows of a form that it has accepted, beside the form. */
interface Acceptance {
  leadId: string;
  /** The same for the same form of the same person. */
  digest: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  widgetId: string;
  accountId: string;
  /** The version of the widget's settings that the form was accepted under, and is understood under. */
  settingsVersion: number;
  ip: string;
  userAgent: string | null;
  /** The `Origin` header. */
  origin: string | null;
  /** In the form's order. Absent where there are none. */
  files?: SubmittedFile[];
}

/** A form as ingest has accepted it: what the queue carries. Nothing of it is understood yet but whom to call. */
export interface AcceptedForm extends Acceptance {
  form: PackedForm;
  /** The `Referer` header, one character for each byte. */
  referer: string | null;
}

/** An accepted form, understood: what the worker stores as a lead. */
export interface AcceptedSubmission extends Acceptance {
  submission: Submission;
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
