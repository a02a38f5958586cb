import { setTimeout as sleep } from 'node:timers/promises';

import { endLease, renewLease, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';

const LEASE_SECONDS = 3;
const RENEW_MS = 800;

export interface Lease {
  /** How many workers live, this one included. */
  countWorkers: () => number;
  close: () => Promise<void>;
}

/** Says in the database that this worker lives; what a dead worker had in hand is free once its lease has run out. */
export async function keepLease(
  prisma: PrismaClient,
  instanceId: string,
  now: () => Date,
  log: Logger,
): Promise<Lease> {
  const stopping = new AbortController();
  let workers = 1;
  const renew = async (): Promise<void> => {
    try {
      workers = await renewLease(prisma, instanceId, now(), LEASE_SECONDS);
    } catch (err) {
      log.warn({ err }, 'lease was not renewed');
    }
  };
  const isStopping = (): boolean => stopping.signal.aborted;
  const loop = async (): Promise<void> => {
    while (!isStopping()) {
      await sleep(RENEW_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (!isStopping()) await renew();
    }
  };
  await renew();
  const ended = loop();
  return {
    countWorkers: () => workers,
    close: async () => {
      stopping.abort();
      await ended;
      await endLease(prisma, instanceId).catch(() => {});
    },
  };
}
