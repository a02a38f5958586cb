import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

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
  const sign = (secret: string): string =>
    `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.`).update(body).digest('base64')}`;
  const signatures = typeof secrets === 'string' ? sign(secrets) : secrets.map(sign).join(' ');
  if (signatures === '') throw new Error('a notification cannot be signed without a secret');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures };
}

const MAX_KEYS = 1000;
const keys = new Map<string, KeyObject>();

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const bytes = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  if (bytes.length === 0) throw new Error('the secret of a notification is empty');
  const key = createSecretKey(bytes);
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(secret, key);
  return key;
}
