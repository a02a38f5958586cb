import {
  claimDelivery,
  findOverdueDeliveries,
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

export interface DelivererDeps {
  prisma: PrismaClient;
  instanceId: string;
  senders: Record<NewDelivery['kind'], SendDelivery>;
  deliveryJobs: DeliveryQueues;
  now: () => Date;
  log: Logger;
}

export interface Deliverer {
  /** Makes the try of a delivery that is due, once, whoever else wants to. */
  deliver: (deliveryId: string, widgetHash: string | null) => Promise<void>;
  /** Begins the tries that have been due since `before` and that nobody makes; answers how many. */
  sweep: (before: Date) => Promise<number>;
  /** Waits for the tries that are being made. */
  close: () => Promise<void>;
}

const SWEEP_LIMIT = 200;

export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { prisma, instanceId, now, log } = deps;
  const inHand = new Map<string, Promise<void>>();

  const deliver = async (deliveryId: string, widgetHash: string | null): Promise<void> => {
    if (inHand.has(deliveryId)) return;
    const trying = tryOnce(deps, deliveryId, widgetHash);
    inHand.set(deliveryId, trying);
    try {
      await trying;
    } finally {
      inHand.delete(deliveryId);
    }
  };

  return {
    deliver,
    sweep: async (before) => {
      const query = { instanceId, inHand: [...inHand.keys()], before, now: now(), limit: SWEEP_LIMIT };
      const overdue = await findOverdueDeliveries(prisma, query);
      for (const { id } of overdue) {
        log.warn({ deliveryId: id }, 'overdue delivery was found');
        // A slow receiver must not keep the sweeper from the others.
        deliver(id, null).catch((err: unknown) => {
          log.warn({ err, deliveryId: id }, 'overdue delivery failed');
        });
      }
      return overdue.length;
    },
    close: async () => {
      await Promise.allSettled(inHand.values());
    },
  };
}

async function tryOnce(deps: DelivererDeps, deliveryId: string, widgetHash: string | null): Promise<void> {
  const { prisma, instanceId, senders, now, log } = deps;
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
  if (after.nextAttemptAt !== null && widgetHash !== null) {
    await addNextJob(deps, delivery, widgetHash, after.nextAttemptAt);
  }
}

/** A job that could not be added is no loss: the sweeper finds the row. */
async function addNextJob(
  { deliveryJobs, now, log }: DelivererDeps,
  { id, leadId, kind, event, attemptNumber }: ClaimedDelivery,
  widgetHash: string,
  dueAt: Date,
): Promise<void> {
  const delayMs = Math.max(1, dueAt.getTime() - now().getTime());
  const options = { jobId: `${id}-${attemptNumber + 1}`, delayMs };
  await deliveryJobs[kind].add(event, { deliveryId: id, leadId, widgetHash }, options).catch((err: unknown) => {
    log.warn({ err, deliveryId: id }, 'job was not added');
  });
}
