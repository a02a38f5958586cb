import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The headers of a signed webhook by https://www.standardwebhooks.com: one signature for each of the `whsec_…` secrets,
 * newest first. The body must go out byte for byte as given. `id` stays over tries, `timestamp` is that of the try.
 * The reference library does its SHA-256 in JavaScript, which takes ten times as long; the tests verify with it.
 */
export function signNotification(
  secrets: string | readonly string[],
  id: string,
  timestamp: Date,
  body: Buffer | string,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const seconds = String(Math.floor(timestamp.getTime() / 1000));
  const signatures = [secrets].flat().map((secret) => {
    const digest = createHmac('sha256', readKey(secret)).update(`${id}.${seconds}.`).update(body).digest('base64');
    return `v1,${digest}`;
  });
  if (signatures.length === 0) throw new Error('a notification cannot be signed without a secret');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}

function readKey(secret: string): Buffer {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  if (key.length === 0) throw new Error('the secret of a notification is empty');
  return key;
}
