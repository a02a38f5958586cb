import { createHash } from 'node:crypto';

import { within, type Logger } from '@ringback/runtime';
import { packForm, recogniseFormPhone, type AcceptedForm, type FormPhone, type ParsedForm } from '@ringback/submission';

import type { FloodGuard } from './flood-guard.ts';
import type { IngestWidget } from './ingest-widget.ts';
import { keepFiles } from './keep-files.ts';
import type { ReceivedFile } from './received-file.ts';
import type { RefusalName } from './refusals.ts';
import type { FormContents } from './submission-digest.ts';

/** What the request says about its sender. */
export interface Sender {
  ip: string;
  userAgent: string | null;
  origin: string | null;
  referer: string | null;
}

export type Acceptance =
  | {
      status: 'accepted';
      leadId: string;
      widget: IngestWidget;
      form: ParsedForm;
      phoneRefusal: FormPhone['phoneRefusal'];
    }
  | { status: 'refused'; refusal: RefusalName; widget: IngestWidget | null; retryAfterSeconds?: number };

export type AcceptSubmission = (form: ParsedForm, sender: Sender, files: ReceivedFile[]) => Promise<Acceptance>;

export interface AcceptSubmissionDeps {
  /** `not-loaded`: the widgets have not been read yet, so that it is not known whether there is one. */
  findWidget: (hash: string) => IngestWidget | null | 'not-loaded';
  floods: Pick<FloodGuard, 'countWidget' | 'countPhone'>;
  /** Resolves when the submission is stored durably, with the id that it is stored under. */
  enqueue: (accepted: AcceptedForm) => Promise<string>;
  /** Equal for equal submissions of a widget. */
  digest: (widgetId: string, contents: FormContents) => string;
  enqueueWithinMs: number;
  newLeadId: () => string;
  now: () => Date;
  log: Logger;
}

/**
 * Accepts a form for its widget: finds its phone, keeps its files and stores it; the worker understands the rest. Never
 * rejects for what the form holds. Files stay when the form was not stored in time: it may still be, and what belongs to
 * nothing is swept.
 */
export function createAcceptSubmission(deps: AcceptSubmissionDeps): AcceptSubmission {
  return async (form, sender, files) => {
    const widget = deps.findWidget(form.widgetHash ?? '');
    if (widget === 'not-loaded') return { status: 'refused', refusal: 'widgets-not-loaded', widget: null };
    if (!widget) return { status: 'refused', refusal: 'unknown-widget', widget: null };
    if (!widget.enabled) return { status: 'refused', refusal: 'widget-off', widget };

    const phone = recogniseFormPhone(form, widget.recognise);
    const flood =
      deps.floods.countWidget(widget.id, widget.formsPerMinute) ?? (phone.phone && deps.floods.countPhone(phone.phone));
    if (flood) return { status: 'refused', refusal: 'flood', widget, retryAfterSeconds: flood.retryAfterSeconds };
    try {
      const accepted = describe(deps, widget, sender, { form: packForm(form), phone, files });
      if (files.length > 0) accepted.files = await keepFiles(files, widget.files, deps.log);
      const leadId = await within(deps.enqueueWithinMs, deps.enqueue(accepted));
      return { status: 'accepted', leadId, widget, form, phoneRefusal: phone.phoneRefusal };
    } catch (err) {
      deps.log.error({ err, widgetId: widget.id }, 'submission was not stored');
      return { status: 'refused', refusal: 'not-stored', widget };
    }
  };
}

function describe(
  { newLeadId, digest, now }: AcceptSubmissionDeps,
  widget: IngestWidget,
  sender: Sender,
  contents: FormContents,
): AcceptedForm {
  const { form } = contents;
  return {
    leadId: form.submissionId ? leadIdFor(widget.id, form.submissionId) : newLeadId(),
    digest: digest(widget.id, contents),
    receivedAt: now().toISOString(),
    widgetId: widget.id,
    accountId: widget.accountId,
    settingsVersion: widget.settingsVersion,
    ip: sender.ip,
    userAgent: sender.userAgent,
    origin: sender.origin,
    referer: sender.referer,
    form,
  };
}

/**
 * The same for each try of one submission, so that a try of an hour later, which the claim of an id no longer knows, is
 * still kept once: by the lead's primary key. A version 8 UUID (RFC 9562).
 */
function leadIdFor(widgetId: string, submissionId: string): string {
  const hex = createHash('sha256').update(`${widgetId} ${submissionId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
