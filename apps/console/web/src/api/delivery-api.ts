import type { DeliveryEntry, DeliveryPage, WebhookView } from '../../../src/api/delivery-view.ts';
import type { Language } from '../language/language.ts';
import type { WebhookTest } from '../../../src/webhooks/test-webhook.ts';
import type { WebhookDraft } from '../../../src/webhooks/webhook-draft.ts';
import { jsonOf, pathOf, read, readAs, request, send } from './console-api.ts';
import { isRecord } from './problem-error.ts';

/** What the list of deliveries is narrowed to; empty: anything. */
export interface DeliveryFilters {
  state: '' | DeliveryEntry['state'];
  kind: '' | DeliveryEntry['kind'];
  event: '' | DeliveryEntry['event'];
  widgetHash: string;
  target: string;
  /** `2026-11-23T14:05`, where the reader is. */
  from: string;
  to: string;
}

export interface ReplayAnswer {
  count: number;
  replayed: number;
}

// As times leave the server: in JSON they are texts.
type InJson<T> = {
  [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key];
};

export type DeliveryItem = InJson<DeliveryEntry>;

export interface DeliveryItems {
  items: DeliveryItem[];
  nextCursor: DeliveryPage['nextCursor'];
}

const isPage = (body: unknown): body is DeliveryItems => isRecord(body) && Array.isArray(body.items);
const isWebhookList = (body: unknown): body is { items: WebhookView[] } => isRecord(body) && Array.isArray(body.items);
const isReplay = (body: unknown): body is ReplayAnswer =>
  isRecord(body) && typeof body.count === 'number' && typeof body.replayed === 'number';
const isAnything = (body: unknown): body is unknown => body !== undefined;

export function fetchDeliveries(
  filters: DeliveryFilters,
  cursor: string,
  language: Language,
  signal?: AbortSignal,
): Promise<DeliveryItems> {
  const query = new URLSearchParams({ ...toApiFilter(filters), ...(cursor !== '' && { cursor }) });
  return read(`/api/v1/deliveries?${query.toString()}`, language, isPage, signal);
}

/** Without `count` nothing is sent: the answer tells how many it would be. */
export function replayDeliveries(
  filters: DeliveryFilters,
  count: number | null,
  language: Language,
): Promise<ReplayAnswer> {
  const body = { filter: toApiFilter(filters), ...(count !== null && { count }) };
  return send('/api/v1/deliveries/replay', body, language, isReplay);
}

export function replayDelivery(id: string, language: Language): Promise<ReplayAnswer> {
  return send(`/api/v1/deliveries/${encodeURIComponent(id)}/replay`, {}, language, isReplay);
}

export async function fetchWebhooks(language: Language, signal?: AbortSignal): Promise<WebhookView[]> {
  return (await read('/api/v1/webhooks', language, isWebhookList, signal)).items;
}

export function switchWebhook(
  { widgetHash, url }: WebhookView,
  to: 'on' | 'off',
  language: Language,
): Promise<unknown> {
  return send(`/api/v1/webhooks/switch-${to}`, { widgetHash, url }, language, isAnything);
}

/** A webhook whose secret is told this once. */
export interface WebhookWithSecret {
  webhook: WebhookView;
  secret: string;
}

const isWebhook = (body: unknown): body is WebhookView => isRecord(body) && typeof body.url === 'string';
const isWithSecret = (body: unknown): body is WebhookWithSecret => isRecord(body) && typeof body.secret === 'string';
const isTest = (body: unknown): body is WebhookTest => isRecord(body) && typeof body.outcome === 'string';
const pathOfWebhook = ({ widgetHash, id }: WebhookView): string => pathOf(widgetHash, `webhooks/${id}`);

export function addWebhook(hash: string, draft: WebhookDraft, language: Language): Promise<WebhookWithSecret> {
  return send(pathOf(hash, 'webhooks'), draft, language, isWithSecret);
}

export async function saveWebhook(webhook: WebhookView, draft: WebhookDraft, language: Language): Promise<WebhookView> {
  return readAs(await request(pathOfWebhook(webhook), language, jsonOf('PUT', draft)), isWebhook);
}

export async function removeWebhook(webhook: WebhookView, language: Language): Promise<void> {
  await request(pathOfWebhook(webhook), language, { method: 'DELETE' });
}

export function rotateSecret(webhook: WebhookView, language: Language): Promise<WebhookWithSecret> {
  return send(`${pathOfWebhook(webhook)}/secrets`, {}, language, isWithSecret);
}

export async function retireSecret(webhook: WebhookView, language: Language): Promise<void> {
  await request(`${pathOfWebhook(webhook)}/secrets/old`, language, { method: 'DELETE' });
}

export function testWebhook(webhook: WebhookView, language: Language): Promise<WebhookTest> {
  return send(`${pathOfWebhook(webhook)}/test`, {}, language, isTest);
}

/** A minute is meant from its first to its last moment where the reader is. */
function toApiFilter({ from, to, ...rest }: DeliveryFilters): Record<string, string> {
  const filled = Object.entries(rest).filter(([, value]) => value !== '');
  const moment = (minute: string, seconds: string): string => new Date(`${minute}:${seconds}`).toISOString();
  return {
    ...Object.fromEntries(filled),
    ...(from !== '' && { from: moment(from, '00.000') }),
    ...(to !== '' && { to: moment(to, '59.999') }),
  };
}
