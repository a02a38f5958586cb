import { signNotification, type DeliveryRequest } from '@ringback/delivery';
import type { NotificationEvent, WebhookSettings } from '@ringback/scenario';

import { buildNotification } from './build-notification.ts';
import type { NotifiedLead } from './notified-lead.ts';

export interface NotificationRequest {
  /** Stays over tries. */
  id: string;
  event: NotificationEvent;
  /** When the event happened. */
  happenedAt: Date;
  /** Of this try; the signature carries it. */
  now: Date;
}

/** What goes to a webhook, with a signature by each of its secrets. */
export async function buildNotificationRequest(
  { id, event, happenedAt, now }: NotificationRequest,
  lead: NotifiedLead,
  webhook: Omit<WebhookSettings, 'events' | 'scheduleSeconds'>,
): Promise<DeliveryRequest> {
  const { url, headers, body: text, signed } = await buildNotification(event, lead, webhook, happenedAt);
  const { secrets, method } = webhook;
  // Encoded once: what is signed is what is sent.
  const body = text === undefined ? undefined : Buffer.from(text);
  const signature = secrets.length > 0 ? signNotification(secrets, id, now, body ?? signed) : { 'webhook-id': id };
  return {
    url,
    method,
    headers: { ...webhook.headers, ...headers, ...signature },
    body,
    followRedirects: 0,
    allowPorts: portOf(webhook.url),
    // Who knows the id knows a repeat.
    keepConnection: true,
  };
}

/** The address was set by the widget's owner, so its port is meant. */
function portOf(url: string): number[] {
  const port = URL.parse(url)?.port ?? '';
  return port === '' ? [] : [Number(port)];
}
