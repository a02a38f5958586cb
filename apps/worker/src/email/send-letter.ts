import type { ClaimedDelivery, DeliveryLead, LeadView } from '@ringback/db';
import { TargetRefusedError } from '@ringback/delivery';
import {
  buildMessage,
  classifySmtpError,
  composeLetter,
  type Mailer,
  type Message,
  type PostOffice,
  type TemplateFault,
  type TemplateRenderer,
} from '@ringback/letters';

import type { TryOutcome } from '../delivery/plan-next-try.ts';
import type { CarriedFile } from '../delivery/read-files.ts';

export interface LetterDeps {
  postOffice: Pick<PostOffice, 'find' | 'installation'>;
  templates: Pick<TemplateRenderer, 'render'>;
  consoleUrl: string | null;
}

/** Sends one letter to one address, always under the same `Message-ID`. */
export async function sendLetter(
  { id, event, target }: Pick<ClaimedDelivery, 'id' | 'event' | 'target'>,
  lead: LeadView,
  { settings, attachments }: Pick<DeliveryLead, 'settings'> & { attachments: CarriedFile[] },
  { postOffice, templates, consoleUrl }: LetterDeps,
): Promise<TryOutcome> {
  const kind = event === 'submission' ? 'submission' : 'status';
  const { language, schedule } = settings;
  const attachedIds = attachments.map((file) => file.id);
  const options = { language, consoleUrl, attachedIds, ...(schedule && { timeZone: schedule.timeZone }) };
  const template = settings.letters.templates[kind];
  const { letter, faults } = await composeLetter({ kind, lead, options, template }, templates);
  const { mailer, sender } = await postOffice.find(lead.widgetHash);
  const message = buildMessage({ deliveryId: id, from: sender, to: target, replyTo: lead.email, letter, attachments });
  const outcome = await sendMessage(mailer, message);
  return outcome.kind === 'delivered' ? { ...outcome, error: describeFaults(faults) } : outcome;
}

/** One try to hand a letter over to the mail server. */
export async function sendMessage(mailer: Pick<Mailer, 'send'>, message: Message): Promise<TryOutcome> {
  try {
    await mailer.send(message);
    return { kind: 'delivered', responseStatus: 250, error: null, retryAfter: null };
  } catch (err) {
    if (err instanceof TargetRefusedError) {
      return { kind: 'refused', responseStatus: null, error: err.message, retryAfter: null };
    }
    const kind = classifySmtpError(err) === 'permanent' ? 'failed' : 'missed';
    return { kind, responseStatus: smtpCodeOf(err), error: wordsOf(err), retryAfter: null };
  }
}

function describeFaults([first]: TemplateFault[]): string | null {
  if (!first) return null;
  const { part, line, message } = first;
  return `sent in our own words: the template of the ${part} failed in line ${line}: ${message}`.slice(0, 300);
}

function smtpCodeOf(err: unknown): number | null {
  return err instanceof Error && 'responseCode' in err && typeof err.responseCode === 'number'
    ? err.responseCode
    : null;
}

/** Servers like to repeat the address that they refuse; the row beside it says it already. */
function wordsOf(err: unknown): string {
  const words = err instanceof Error ? err.message : 'the mail server could not be reached';
  return words.replace(/[^\s<>@]+@[^\s<>@]+/g, '…').slice(0, 300);
}
