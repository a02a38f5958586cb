import type { ClaimedDelivery, DeliveryLead, LeadView } from '@ringback/db';
import { parseRetryAfter, signNotification, type DeliveryClient } from '@ringback/delivery';

import type { TryOutcome } from '../delivery/plan-next-try.ts';
import { buildNotification } from './build-notification.ts';

/** Tells the client's webhook; the id stays over tries, the signature carries the time of this one. */
export async function sendNotification(
  { id, event, target }: Pick<ClaimedDelivery, 'id' | 'event' | 'target'>,
  lead: LeadView,
  { settings }: Pick<DeliveryLead, 'settings'>,
  client: DeliveryClient,
  now: Date,
): Promise<TryOutcome> {
  if (event === 'submission') throw new Error('a submission has no notification');
  const { headers, body } = buildNotification(event, lead, now);
  const { secrets } = settings.notification;
  const signature = secrets.length > 0 ? signNotification(secrets, id, now, body) : { 'webhook-id': id };
  const outcome = await client.send({
    url: target,
    method: 'POST',
    headers: { ...headers, ...signature },
    body,
    followRedirects: 0,
    allowPorts: portOf(target),
  });
  if (outcome.kind === 'refused')
    return { kind: 'refused', responseStatus: null, error: outcome.reason, retryAfter: null };
  if (outcome.kind === 'failed')
    return { kind: 'missed', responseStatus: null, error: outcome.error, retryAfter: null };
  const { status, retryAfter } = outcome;
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
