import type { ClaimedDelivery, DeliveryLead } from '@ringback/db';
import { buildMessage, buildSwitchOffLetter, type SwitchedOffWebhook } from '@ringback/letters';

import type { TryOutcome } from '../delivery/plan-next-try.ts';
import { sendMessage, type LetterDeps } from './send-letter.ts';

/** Tells one of the account that a webhook was switched off. Where it is on again meanwhile, there is nothing to tell. */
export function sendSwitchOffLetter(
  { id, target }: Pick<ClaimedDelivery, 'id' | 'target'>,
  webhook: SwitchedOffWebhook | null,
  { settings }: Pick<DeliveryLead, 'settings'>,
  { postOffice, consoleUrl }: LetterDeps,
): Promise<TryOutcome> {
  if (!webhook) {
    const error = 'the webhook was switched on again';
    return Promise.resolve({ kind: 'refused', responseStatus: null, error, retryAfter: null });
  }
  const letter = buildSwitchOffLetter(webhook, { language: settings.language, consoleUrl });
  const { mailer, sender } = postOffice.installation;
  return sendMessage(mailer, buildMessage({ deliveryId: id, from: sender, to: target, replyTo: null, letter }));
}
