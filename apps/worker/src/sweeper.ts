import { setTimeout as sleep } from 'node:timers/promises';

import { findOverdueDeliveries, findOverdueTimers, findUnheardLegEvents, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';

import type { Deliver } from './delivery/deliver.ts';
import type { HandleEvent } from './scenario/handle-event.ts';

export interface SweeperDeps {
  prisma: PrismaClient;
  handleEvent: HandleEvent;
  deliver: Deliver;
  /** What is overdue at the exchange, for its holder. */
  sweepExchange: () => Promise<void>;
  now: () => Date;
  log: Logger;
}

export interface Sweeper {
  close: () => Promise<void>;
}

const EVERY_MS = 1000;
const OVERDUE_MS = 2000;
const LIMIT = 200;

/**
 * The recovery for every fault: looks every second for rows that are overdue and does what they wait for itself, without
 * the queues. In quiet times it finds nothing.
 */
export function createSweeper(deps: SweeperDeps): Sweeper {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const sweep of [sweepTimers, sweepLegs, sweepDeliveries, deps.sweepExchange]) {
        await sweep(deps).catch((err: unknown) => {
          deps.log.warn({ err, sweep: sweep.name }, 'sweep failed');
        });
      }
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = loop();
  return {
    close: async () => {
      stopping.abort();
      await ended;
    },
  };
}

function overdue({ now }: SweeperDeps): Date {
  return new Date(now().getTime() - OVERDUE_MS);
}

async function sweepTimers(deps: SweeperDeps): Promise<void> {
  for (const { leadId, timerAt } of await findOverdueTimers(deps.prisma, overdue(deps), LIMIT)) {
    await deps.handleEvent(leadId, { type: 'timer-due', timerAt, dialed: false }, deps.now());
  }
}

async function sweepLegs(deps: SweeperDeps): Promise<void> {
  for (const { leadId, at, event } of await findUnheardLegEvents(deps.prisma, overdue(deps), LIMIT)) {
    deps.log.warn({ leadId, event: event.type }, 'event that its lead had not heard was found');
    await deps.handleEvent(leadId, event, at);
  }
}

async function sweepDeliveries(deps: SweeperDeps): Promise<void> {
  const found = await findOverdueDeliveries(deps.prisma, overdue(deps), deps.now(), LIMIT);
  for (const { id } of found) deps.log.warn({ deliveryId: id }, 'overdue delivery was found');
  // A slow receiver must not keep the sweeper from the calls.
  void Promise.allSettled(found.map(({ id }) => deps.deliver(id, null)));
}
