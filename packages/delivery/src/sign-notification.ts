import { Webhook } from 'standardwebhooks';

/**
 * The headers of a signed webhook by https://www.standardwebhooks.com: one signature for each of the `whsec_…` secrets,
 * newest first. The body must go out byte for byte as given. `id` stays over tries, `timestamp` is that of the try.
 */
export function signNotification(
  secrets: string | readonly string[],
  id: string,
  timestamp: Date,
  body: Buffer | string,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const text = body.toString();
  const signatures = [secrets].flat().map((secret) => new Webhook(secret).sign(id, timestamp, text));
  if (signatures.length === 0) throw new Error('a notification cannot be signed without a secret');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
