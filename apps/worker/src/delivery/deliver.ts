import {
  claimDelivery,
  recordDeliveryTry,
  type ClaimedDelivery,
  type NewDelivery,
  type PrismaClient,
} from '@ringback/db';
import type { Logger } from '@ringback/runtime';

import type { DeliveryQueues } from '../scenario/dispatcher.ts';
import { planNextTry, type TryOutcome } from './plan-next-try.ts';

/** One try of one kind of delivery. Rejects only for our own faults. */
export type SendDelivery = (delivery: ClaimedDelivery) => Promise<TryOutcome & { scheduleSeconds: readonly number[] }>;

export interface DeliverDeps {
  prisma: PrismaClient;
  instanceId: string;
  senders: Record<NewDelivery['kind'], SendDelivery>;
  deliveryJobs: DeliveryQueues;
  now: () => Date;
  log: Logger;
}

/** Makes the try of a delivery that is due, once, whoever else wants to. */
export type Deliver = (deliveryId: string, widgetHash: string | null) => Promise<void>;

export function createDeliver(deps: DeliverDeps): Deliver {
  const { prisma, instanceId, senders, deliveryJobs, now, log } = deps;
  return async (deliveryId, widgetHash) => {
    const delivery = await claimDelivery(prisma, deliveryId, instanceId, now());
    if (!delivery) return;
    const at = now();
    const startedAt = performance.now();
    const outcome = await senders[delivery.kind](delivery);
    const durationMs = performance.now() - startedAt;
    const after = planNextTry(outcome, delivery.attemptNumber, outcome.scheduleSeconds, now(), Math.random());
    await recordDeliveryTry(prisma, delivery, { ...outcome, at, durationMs }, after);
    const { leadId, kind, event, attemptNumber } = delivery;
    log.info(
      { leadId, deliveryId, kind, event, attemptNumber, state: after.state, responseStatus: outcome.responseStatus },
      'delivery was tried',
    );
    if (after.nextAttemptAt === null || widgetHash === null) return;
    const delayMs = Math.max(1, after.nextAttemptAt.getTime() - now().getTime());
    const job = { deliveryId, leadId, widgetHash };
    await deliveryJobs[kind]
      .add(event, job, { jobId: `${deliveryId}-${attemptNumber + 1}`, delayMs })
      .catch((err: unknown) => {
        log.warn({ err, deliveryId }, 'job was not added');
      });
  };
}
