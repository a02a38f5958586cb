import type { LeadView } from '@ringback/db';
import type { NotificationEvent, WebhookSettings } from '@ringback/scenario';

import { buildFlatPayload } from './build-flat-payload.ts';
import { linkRecordings } from './link-recordings.ts';
import type { NotifiedLead } from './notified-lead.ts';

export interface Notification {
  url: string;
  headers: Record<string, string>;
  /** To be sent byte for byte: another serialisation has another signature. */
  body: string | undefined;
  /** What is signed: the body, or the query of a GET. */
  signed: string;
}

/** What a client's webhook is told of an event: in a body of JSON, or in the query of its address. */
export async function buildNotification(
  event: NotificationEvent,
  lead: NotifiedLead,
  { url, method, shape }: Pick<WebhookSettings, 'url' | 'method' | 'shape'>,
  at: Date,
): Promise<Notification> {
  const payload =
    shape === 'flat' ? buildFlatPayload(event, lead, await lead.countPrompts()) : buildPayload(event, lead, at);
  if (method === 'POST') {
    const body = JSON.stringify(payload);
    return { url, headers: { 'content-type': 'application/json' }, body, signed: body };
  }
  const target = new URL(url);
  target.search = [target.search.slice(1), toQuery(withoutLists(payload))].filter((part) => part !== '').join('&');
  return { url: target.href, headers: {}, body: undefined, signed: target.search.slice(1) };
}

/** The event, when it happened, and the lead as the API of this version shows it, but for what went out of it. */
function buildPayload(type: NotificationEvent, { view, consoleUrl }: NotifiedLead, at: Date): object {
  const recordings = linkRecordings(view.recordings, consoleUrl);
  // What is undefined stays out of JSON and query.
  const lead: Omit<LeadView, 'deliveries'> & { deliveries: undefined } = { ...view, recordings, deliveries: undefined };
  return { type, version: 1, timestamp: at.toISOString(), data: { lead } };
}

/** A query has room for what a lead is, not for all that happened to it: lists stay out. */
function withoutLists(value: unknown): unknown {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined && !Array.isArray(inner));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutLists(inner)]));
}

/** `a[b]=c`, as PHP and many others write what is nested. */
function toQuery(value: unknown, prefix = ''): string {
  if (!isObject(value)) return `${encodeURIComponent(prefix)}=${encodeURIComponent(textOf(value))}`;
  return Object.entries(value)
    .map(([name, inner]) => toQuery(inner, prefix === '' ? name : `${prefix}[${name}]`))
    .filter((part) => part !== '')
    .join('&');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
