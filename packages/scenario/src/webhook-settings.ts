import Joi from 'joi';

import type { NotificationEvent } from './types.ts';

/** An address of the client that is told what happens to leads. */
export interface WebhookSettings {
  url: string;
  events: NotificationEvent[];
  method: 'POST' | 'GET';
  /** `lead`: as the API shows it. `flat`: the field names that receivers of CallKeeper's webhooks know. */
  shape: 'lead' | 'flat';
  /** Sent along, for receivers that ask for a token of their own. */
  headers: Record<string, string>;
  /** `whsec_…` of Standard Webhooks, newest first. While one replaces another both sign. */
  secrets: string[];
  /** The waits before each try; null: as the widget's notifications. */
  scheduleSeconds: number[] | null;
}

/** The waits before each try of a delivery, the first included. */
export const scheduleSchema = Joi.array().items(Joi.number().min(0).max(172_800)).min(1).max(20);

const NEVER_CUSTOM =
  /^(host|connection|content-length|content-type|transfer-encoding|te|trailer|upgrade|expect|webhook-.*)$/i;

const headerName = Joi.string()
  .pattern(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'header name')
  .pattern(NEVER_CUSTOM, { invert: true, name: 'not a header of ours' });
const headerValue = Joi.string()
  .max(1000)
  .pattern(/^[\t\x20-\x7e]*$/, 'printable ASCII');

/** One webhook; nothing but its address has to be given. */
export const webhookSchema = Joi.object<WebhookSettings>({
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .max(2000)
    .required(),
  events: Joi.array()
    .items(Joi.valid('lead.accepted', 'call.started', 'call.finished'))
    .unique()
    .default(['call.finished']),
  method: Joi.valid('POST', 'GET').default('POST'),
  shape: Joi.valid('lead', 'flat').default('lead'),
  headers: Joi.object().pattern(headerName, headerValue).max(20).default({}),
  secrets: Joi.array()
    .items(Joi.string().pattern(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/))
    .max(2)
    .default([]),
  scheduleSeconds: scheduleSchema.allow(null).default(null),
});

/** Deliveries know their webhook by its address. */
export const webhooksSchema = Joi.array().items(webhookSchema).unique('url').max(10).default([]);

/** Documents from before a widget could have several webhooks have one in `notification`. */
export function withWebhooks(document: unknown): unknown {
  if (!isObject(document) || !isObject(document.notification)) return document;
  const { notification, webhooks, ...rest } = document;
  const { url, ...settings } = notification;
  const first = url === undefined || url === null ? [] : [{ url, ...settings }];
  const others: unknown[] = Array.isArray(webhooks) ? webhooks : [];
  return { ...rest, webhooks: [...first, ...others] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
