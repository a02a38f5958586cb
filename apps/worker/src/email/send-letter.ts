import type { ClaimedDelivery, DeliveryLead, LeadView } from '@ringback/db';
import {
  buildLeadLetter,
  buildMessage,
  buildStatusLetter,
  classifySmtpError,
  type Mailer,
  type Message,
} from '@ringback/letters';

import type { TryOutcome } from '../delivery/plan-next-try.ts';
import type { CarriedFile } from '../delivery/read-files.ts';

export interface LetterSettings {
  from: string;
  consoleUrl: string | null;
}

/** Sends one letter to one address, always under the same `Message-ID`. */
export async function sendLetter(
  { id, event, target }: Pick<ClaimedDelivery, 'id' | 'event' | 'target'>,
  lead: LeadView,
  { settings, attachments }: Pick<DeliveryLead, 'settings'> & { attachments: CarriedFile[] },
  mailer: Mailer,
  { from, consoleUrl }: LetterSettings,
): Promise<TryOutcome> {
  const attachedIds = attachments.map((file) => file.id);
  const options = { language: settings.language, consoleUrl, attachedIds };
  const letter = event === 'submission' ? buildLeadLetter(lead, options) : buildStatusLetter(lead, options);
  return sendMessage(
    mailer,
    buildMessage({ deliveryId: id, from, to: target, replyTo: lead.email, letter, attachments }),
  );
}

/** One try to hand a letter over to the mail server. */
export async function sendMessage(mailer: Mailer, message: Message): Promise<TryOutcome> {
  try {
    await mailer.send(message);
    return { kind: 'delivered', responseStatus: 250, error: null, retryAfter: null };
  } catch (err) {
    const kind = classifySmtpError(err) === 'permanent' ? 'failed' : 'missed';
    return { kind, responseStatus: smtpCodeOf(err), error: wordsOf(err), retryAfter: null };
  }
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
