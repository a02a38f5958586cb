import type { ClaimedDelivery } from '@ringback/db';
import { parseRetryAfter, type DeliveryClient } from '@ringback/delivery';
import { buildNotificationRequest, type NotifiedLead } from '@ringback/notifications';
import type { WebhookSettings, WidgetSettings } from '@ringback/scenario';

import { describeExchange, describeNoAnswer } from '../delivery/describe-exchange.ts';
import type { TryOutcome } from '../delivery/plan-next-try.ts';

/** A lead with the settings by which its webhook is found. */
interface OwnedLead extends NotifiedLead {
  /** As they are: secrets and headers of a webhook may have changed since the lead was accepted. */
  currentSettings: WidgetSettings;
}

/** Tells the client's webhook; the id stays over tries, the signature carries the time of this one. */
export async function sendNotification(
  delivery: Pick<ClaimedDelivery, 'id' | 'event' | 'target' | 'createdAt'>,
  lead: OwnedLead,
  client: DeliveryClient,
  now: Date,
): Promise<TryOutcome & { scheduleSeconds: readonly number[] }> {
  const { id, event, target, createdAt } = delivery;
  if (event === 'submission' || event === 'webhook.off') throw new Error(`${event} has no notification`);
  const webhook = findWebhook(target, lead);
  const scheduleSeconds = webhook.scheduleSeconds ?? lead.currentSettings.notificationScheduleSeconds;
  const { secrets, method } = webhook;
  const request = await buildNotificationRequest({ id, event, happenedAt: createdAt, now }, lead, webhook);
  const outcome = await client.send(request);
  const exchange = describeExchange(method, outcome, [...secrets, ...Object.values(webhook.headers)]);
  if (outcome.kind !== 'answered') return { ...describeNoAnswer(outcome, exchange), scheduleSeconds };
  return { ...judgeAnswer(outcome.status, outcome.retryAfter, now), exchange, scheduleSeconds };
}

/** As it is set up now, for its secrets and headers may have changed; where it is gone, as it was for this lead. */
function findWebhook(target: string, { settings, currentSettings }: OwnedLead): WebhookSettings {
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
