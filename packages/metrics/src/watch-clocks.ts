import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from '@ringback/runtime';
import { Gauge, type Registry } from 'prom-client';

import { measureSkew, type Skew } from './measure-skew.ts';

export type ReadClock = () => Promise<Date>;

const EVERY_MS = 60_000;

/** After a measurement that failed: the store is away, or not connected yet. */
const AGAIN_MS = 2000;

/** A store that hangs does not keep the process from stopping. */
const CLOSE_WITHIN_MS = 500;

const WARN_SECONDS = 1;
const ERROR_SECONDS = 30;

/**
 * Measures each minute how far this machine's clock is from those of the stores. Due times, leases and claims are
 * compared across machines, so that a wrong clock makes calls late, and one that is wrong by a lease makes them double.
 */
export function watchClocks(
  clocks: Record<string, ReadClock>,
  registry: Registry,
  log: Logger,
): { close: () => Promise<void> } {
  const gauge = new Gauge({
    name: 'ringback_clock_skew_seconds',
    help: 'How far the clock of this process is ahead of the clock of a store',
    labelNames: ['store'],
    registers: [registry],
  });
  const stopping = new AbortController();
  const watch = async (store: string, readClock: ReadClock): Promise<void> => {
    while (!stopping.signal.aborted) {
      const skew = await measureSkew(readClock).catch(() => null);
      if (skew) {
        gauge.set({ store }, skew.seconds);
        tell(log, store, skew);
      }
      await sleep(skew ? EVERY_MS : AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = Promise.all(Object.entries(clocks).map(([store, readClock]) => watch(store, readClock)));
  return {
    close: async () => {
      stopping.abort();
      await Promise.race([ended, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

function tell(log: Logger, store: string, { seconds, uncertainSeconds }: Skew): void {
  const surely = Math.abs(seconds) - uncertainSeconds;
  if (surely > ERROR_SECONDS) log.error({ store, seconds }, 'clocks differ so much that nothing can be on time');
  else if (surely > WARN_SECONDS) log.warn({ store, seconds }, 'clocks differ');
}
