import { setTimeout as sleep } from 'node:timers/promises';

import { findOverdueTimers, findUnheardCancellations, findUnheardLegEvents, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import type { ScenarioEvent } from '@ringback/scenario';

import { atMost } from './at-most.ts';
import type { HandleEvent } from './scenario/handle-event.ts';

export const SWEEP_KINDS = ['timer', 'leg', 'cancellation', 'delivery', 'inbox', 'effect'] as const;

export type SweepKind = (typeof SWEEP_KINDS)[number];

/** Each sweep answers how much it found. */
export interface SweeperDeps {
  prisma: PrismaClient;
  handleEvent: HandleEvent;
  /** Deliveries that have been due since `before`. */
  sweepDeliveries: (before: Date) => Promise<number>;
  /** Submissions that were accepted while the queue store was away. */
  sweepInbox: () => Promise<number>;
  /** What is overdue at the exchange, for its holder. */
  sweepExchange: () => Promise<number>;
  onFound: (kind: SweepKind, count: number) => void;
  now: () => Date;
  log: Logger;
}

export interface Sweeper {
  close: () => Promise<void>;
}

const EVERY_MS = 1000;
const OVERDUE_MS = 2000;
const LIMIT = 200;
const AT_ONCE = 8;

/**
 * The recovery for every fault: looks every second for rows that are overdue and does what they wait for itself, without
 * the queues. In quiet times it finds nothing. Each kind is looked for by itself, so that none holds up the others.
 */
export function createSweeper(deps: SweeperDeps): Sweeper {
  const stopping = new AbortController();
  const overdue = (): Date => new Date(deps.now().getTime() - OVERDUE_MS);
  const sweepEvery = async (kind: SweepKind, sweep: () => Promise<number>): Promise<void> => {
    while (!stopping.signal.aborted) {
      const found = await sweep().catch((err: unknown) => {
        deps.log.warn({ err, sweep: kind }, 'sweep failed');
        return 0;
      });
      if (found > 0) deps.onFound(kind, found);
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = Promise.all([
    sweepEvery('timer', () => sweepTimers(deps, overdue())),
    sweepEvery('leg', () => sweepLegs(deps, overdue())),
    sweepEvery('cancellation', () => sweepCancellations(deps, overdue())),
    sweepEvery('delivery', () => deps.sweepDeliveries(overdue())),
    sweepEvery('inbox', deps.sweepInbox),
    sweepEvery('effect', deps.sweepExchange),
  ]);
  return {
    close: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function sweepTimers(deps: SweeperDeps, before: Date): Promise<number> {
  const overdue = await findOverdueTimers(deps.prisma, before, LIMIT);
  await sweepAll(overdue, ({ leadId, timerAt }) =>
    handle(deps, leadId, { type: 'timer-due', timerAt, dialed: false }, deps.now()),
  );
  return overdue.length;
}

async function sweepLegs(deps: SweeperDeps, before: Date): Promise<number> {
  const unheard = await findUnheardLegEvents(deps.prisma, before, LIMIT);
  await sweepAll(unheard, ({ leadId, at, event }) => handle(deps, leadId, event, at));
  return unheard.length;
}

async function sweepCancellations(deps: SweeperDeps, before: Date): Promise<number> {
  const unheard = await findUnheardCancellations(deps.prisma, before, LIMIT);
  await sweepAll(unheard, ({ leadId, cancelledAt }) => handle(deps, leadId, { type: 'lead-cancelled' }, cancelledAt));
  return unheard.length;
}

async function sweepAll<Row>(rows: Row[], sweep: (row: Row) => Promise<void>): Promise<void> {
  const { run } = atMost(AT_ONCE);
  await Promise.all(rows.map((row) => run(() => sweep(row))));
}

/** A lead that cannot be handled must not keep those behind it waiting. */
async function handle(
  { handleEvent, log }: SweeperDeps,
  leadId: string,
  event: ScenarioEvent,
  at: Date,
): Promise<void> {
  log.warn({ leadId, event: event.type }, 'overdue event was found');
  await handleEvent(leadId, event, at).catch((err: unknown) => {
    log.warn({ err, leadId, event: event.type }, 'overdue event failed');
  });
}
