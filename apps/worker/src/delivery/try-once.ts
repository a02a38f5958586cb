import type { ClaimedDelivery, NewDelivery } from '@ringback/db';
import type { Logger } from '@ringback/runtime';

import type { TryOutcome } from './plan-next-try.ts';

/** What a try came to, and how long to wait between tries of its kind. */
type ScheduledOutcome = TryOutcome & { scheduleSeconds: readonly number[] };

/** One try of one kind of delivery. Rejects only for our own faults. */
export type SendDelivery = (delivery: ClaimedDelivery) => Promise<ScheduledOutcome>;

export interface TryOnceDeps {
  senders: Record<NewDelivery['kind'], SendDelivery>;
  /** Why a notification's webhook is switched off, or null. */
  whyOff: (delivery: ClaimedDelivery) => string | null;
  now: () => Date;
  log: Logger;
}

export interface MadeTry {
  at: Date;
  durationMs: number;
  outcome: ScheduledOutcome;
  /** False: it says nothing of the other side. */
  wasSent: boolean;
  /** The host gave no answer. */
  isSilent: boolean;
}

/**
 * A sender that throws is mostly one whom Postgres has just left alone: that is no try, and the sweep comes again at once.
 * One that throws each time would come again each second for ever, and nobody would see why.
 */
const FAULTS_IN_A_ROW = 3;
const MAX_REMEMBERED = 10_000;
const OWN_FAULT: ScheduledOutcome = {
  kind: 'missed',
  responseStatus: null,
  error: 'it could not be made ready: a fault of ours, which the log of the worker tells',
  retryAfter: null,
  // Longer than that of any webhook: none is given up for it which would have been tried again.
  scheduleSeconds: [0, 60, 600, 3600, 21_600, ...Array.from({ length: 16 }, () => 86_400)],
};

/** Makes a try. Rejects when a sender has thrown, which is no try, until it has thrown too often in a row. */
export function createTryOnce({
  senders,
  whyOff,
  now,
  log,
}: TryOnceDeps): (delivery: ClaimedDelivery) => Promise<MadeTry> {
  /** How often in a row a sender has thrown, by delivery. */
  const faults = new Map<string, number>();
  const outcomeOf = async (delivery: ClaimedDelivery): Promise<Pick<MadeTry, 'outcome' | 'wasSent'>> => {
    const off = delivery.kind === 'notification' ? whyOff(delivery) : null;
    if (off !== null) return { outcome: refuse(off), wasSent: false };
    try {
      return { outcome: await senders[delivery.kind](delivery), wasSent: true };
    } catch (err) {
      const count = (faults.get(delivery.id) ?? 0) + 1;
      // Of those that another worker has delivered since.
      if (faults.size >= MAX_REMEMBERED) faults.clear();
      faults.set(delivery.id, count);
      if (count < FAULTS_IN_A_ROW) throw err;
      log.error({ err, deliveryId: delivery.id }, 'delivery cannot be made ready');
      return { outcome: OWN_FAULT, wasSent: false };
    }
  };
  return async (delivery) => {
    const at = now();
    const startedAt = performance.now();
    const { outcome, wasSent } = await outcomeOf(delivery);
    faults.delete(delivery.id);
    const isUnanswered = outcome.kind === 'missed' && outcome.responseStatus === null;
    const isSilent = wasSent && delivery.kind !== 'email' && isUnanswered;
    return { at, durationMs: performance.now() - startedAt, outcome, wasSent, isSilent };
  };
}

function refuse(error: string): ScheduledOutcome {
  return { kind: 'refused', responseStatus: null, error, retryAfter: null, scheduleSeconds: [0] };
}
