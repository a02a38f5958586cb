import type { ClaimedDelivery } from '@ringback/db';
import { parseRetryAfter, signNotification, type DeliveryClient } from '@ringback/delivery';
import type { WebhookSettings } from '@ringback/scenario';

import { describeExchange, describeNoAnswer } from '../delivery/describe-exchange.ts';
import type { TryOutcome } from '../delivery/plan-next-try.ts';
import { buildNotification } from './build-notification.ts';
import type { NotifiedLead } from './notified-lead.ts';

/** Tells the client's webhook; the id stays over tries, the signature carries the time of this one. */
export async function sendNotification(
  delivery: Pick<ClaimedDelivery, 'id' | 'event' | 'target' | 'createdAt'>,
  lead: NotifiedLead,
  client: DeliveryClient,
  now: Date,
): Promise<TryOutcome & { scheduleSeconds: readonly number[] }> {
  const { id, event, target, createdAt } = delivery;
  if (event === 'submission' || event === 'webhook.off') throw new Error(`${event} has no notification`);
  const webhook = findWebhook(target, lead);
  const scheduleSeconds = webhook.scheduleSeconds ?? lead.currentSettings.notificationScheduleSeconds;
  const { url, headers, body: text, signed } = await buildNotification(event, lead, webhook, createdAt);
  const { secrets, method } = webhook;
  // Encoded once: what is signed is what is sent.
  const body = text === undefined ? undefined : Buffer.from(text);
  const signature = secrets.length > 0 ? signNotification(secrets, id, now, body ?? signed) : { 'webhook-id': id };
  const outcome = await client.send({
    url,
    method,
    headers: { ...webhook.headers, ...headers, ...signature },
    body,
    followRedirects: 0,
    allowPorts: portOf(target),
    // Who knows the id knows a repeat.
    keepConnection: true,
  });
  const exchange = describeExchange(method, outcome, [...secrets, ...Object.values(webhook.headers)]);
  if (outcome.kind !== 'answered') return { ...describeNoAnswer(outcome, exchange), scheduleSeconds };
  return { ...judgeAnswer(outcome.status, outcome.retryAfter, now), exchange, scheduleSeconds };
}

/** As it is set up now, for its secrets and headers may have changed; where it is gone, as it was for this lead. */
function findWebhook(target: string, { settings, currentSettings }: NotifiedLead): WebhookSettings {
  const found = [...currentSettings.webhooks, ...settings.webhooks].find(({ url }) => url === target);
  if (!found) throw new Error('a notification has no webhook');
  return found;
}

function judgeAnswer(status: number, retryAfter: string | null, now: Date): TryOutcome {
  if (status >= 200 && status < 300)
    return { kind: 'delivered', responseStatus: status, error: null, retryAfter: null };
  return {
    // 410: the endpoint says that it is gone for good.
    kind: status === 410 ? 'failed' : 'missed',
    responseStatus: status,
    error: `the endpoint answered ${status}`,
    retryAfter: retryAfter === null ? null : parseRetryAfter(retryAfter, now),
  };
}

/** The address was set by the widget's owner, so its port is meant. */
function portOf(target: string): number[] {
  const port = URL.parse(target)?.port ?? '';
  return port === '' ? [] : [Number(port)];
}
