import { randomBytes } from 'node:crypto';

import { webhookSchema, type WebhookSettings } from '@ringback/scenario';
import Joi from 'joi';

import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';

/** A webhook as its owner writes it. Secrets are ours to make. */
export interface WebhookDraft extends Omit<WebhookSettings, 'headers' | 'secrets'> {
  /** Null: the value that the header of this name has. */
  headers: { name: string; value: string | null }[];
}

const MAX_HEADERS = 20;

const draft = Joi.object<WebhookDraft>({
  url: Joi.string().required(),
  events: Joi.array().required(),
  method: Joi.string().required(),
  shape: Joi.string().required(),
  headers: Joi.array()
    .items(Joi.object({ name: Joi.string().trim().required(), value: Joi.string().allow(null, '').required() }))
    .unique((a: { name: string }, b: { name: string }) => a.name.toLowerCase() === b.name.toLowerCase())
    .max(MAX_HEADERS)
    .required(),
  scheduleSeconds: Joi.array().allow(null).required(),
});

/** A webhook of what was written, with the header values and secrets of `before`. Throws `invalid-parameters`. */
export function readWebhook(given: unknown, before: WebhookSettings | null): WebhookSettings {
  const { headers, ...rest } = readParameters(draft, given);
  return readParameters(webhookSchema, {
    ...rest,
    headers: Object.fromEntries(headers.map(({ name, value }) => [name, value ?? keptValue(name, rest.url, before)])),
    secrets: before?.secrets ?? [makeSecret()],
  });
}

/** 32 random bytes, as Standard Webhooks writes them. */
export function makeSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** A token goes to the host that it was given for, and to no other. */
function keptValue(name: string, url: string, before: WebhookSettings | null): string {
  const kept = before && originOf(before.url) === originOf(url) ? before.headers[name] : undefined;
  if (kept !== undefined) return kept;
  const problems = [{ parameter: `headers.${name}`, message: 'its value has to be entered' }];
  throw new ConsoleError('invalid-parameters', 'A value of a header is not known for this address.', { problems });
}

function originOf(url: string): string | undefined {
  return URL.parse(url)?.origin;
}
