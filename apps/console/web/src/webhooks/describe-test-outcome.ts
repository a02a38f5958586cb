import type { WebhookTest } from '../../../src/webhooks/test-webhook.ts';
import { describeDeliveryError } from '../format/delivery-error.ts';
import type { Dictionary } from '../language/english.ts';
import type { Language } from '../language/language.ts';

/** What came of a test notification, in plain words. */
export function describeTestOutcome(
  { outcome, responseStatus, error }: WebhookTest,
  words: Dictionary['webhooks']['tests'],
  language: Language,
): string {
  const status = responseStatus ?? 0;
  if (outcome === 'refused') return words.refused(describeDeliveryError(error ?? '', language));
  if (outcome === 'unanswered') return words.unanswered(describeDeliveryError(error ?? '', language));
  if (outcome === 'taken') return words.taken(status);
  if (status >= 300 && status < 400) return words.redirect(status);
  if (status === 401 || status === 403) return words.denied(status);
  if (status === 404) return words.notFound(status);
  if (status === 410) return words.gone;
  if (status === 429 || status === 503) return words.busy(status);
  return status >= 500 ? words.broken(status) : words.other(status);
}
