import type { Logger } from '@ringback/runtime';
import { recogniseSubmission, type AcceptedSubmission, type ParsedForm, type Submission } from '@ringback/submission';

import type { IngestWidget } from './ingest-widget.ts';
import type { RefusalName } from './refusals.ts';

/** What the request says about its sender. */
export interface Sender {
  ip: string;
  userAgent: string | null;
  origin: string | null;
  referer: string | null;
}

export type Acceptance =
  | { status: 'accepted'; leadId: string; widget: IngestWidget; submission: Submission }
  | { status: 'refused'; refusal: RefusalName; widget: IngestWidget | null };

export type AcceptSubmission = (form: ParsedForm, sender: Sender) => Promise<Acceptance>;

export interface AcceptSubmissionDeps {
  /** `not-loaded`: the widgets have not been read yet, so that it is not known whether there is one. */
  findWidget: (hash: string) => IngestWidget | null | 'not-loaded';
  /** Resolves when the submission is stored durably. */
  enqueue: (submission: AcceptedSubmission) => Promise<void>;
  enqueueWithinMs: number;
  newLeadId: () => string;
  now: () => Date;
  log: Logger;
}

/** Accepts a form for its widget: recognises what is in it and stores it. Never rejects for what the form holds. */
export function createAcceptSubmission(deps: AcceptSubmissionDeps): AcceptSubmission {
  return async (form, sender) => {
    const widget = deps.findWidget(form.widgetHash ?? '');
    if (widget === 'not-loaded') return { status: 'refused', refusal: 'widgets-not-loaded', widget: null };
    if (!widget) return { status: 'refused', refusal: 'unknown-widget', widget: null };
    if (!widget.enabled) return { status: 'refused', refusal: 'widget-off', widget };

    const submission = recogniseSubmission(form, widget.recognise, { referer: sender.referer });
    const leadId = deps.newLeadId();
    const log = deps.log.child({ leadId, widgetId: widget.id });
    try {
      await within(deps.enqueueWithinMs, deps.enqueue(describe(leadId, widget, sender, submission, deps.now())));
    } catch (err) {
      log.error({ err }, 'submission was not stored');
      return { status: 'refused', refusal: 'not-stored', widget };
    }
    log.info({ phoneRefusal: submission.phoneRefusal }, 'submission accepted');
    return { status: 'accepted', leadId, widget, submission };
  };
}

function describe(
  leadId: string,
  widget: IngestWidget,
  sender: Sender,
  submission: Submission,
  receivedAt: Date,
): AcceptedSubmission {
  return {
    leadId,
    receivedAt: receivedAt.toISOString(),
    widgetId: widget.id,
    accountId: widget.accountId,
    settingsVersion: widget.settingsVersion,
    ip: sender.ip,
    userAgent: sender.userAgent,
    origin: sender.origin,
    submission,
  };
}

/** Rejects when `work` takes longer; what it comes to afterwards is nobody's concern. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`not done within ${ms} ms`));
  }, ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
