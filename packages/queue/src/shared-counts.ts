import type { Redis } from 'ioredis';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterStoreAbstract } from 'rate-limiter-flexible';

/** A count begins anew this long after its first hit. */
export const COUNT_SECONDS = 60;

export interface Hits {
  /** Tells nothing of a person to whoever reads the store. */
  key: string;
  count: number;
}

/** What all processes together have counted under a key. */
export interface SharedCount {
  count: number;
  endsInMs: number;
}

/** Adds to the counts that all processes share; the new count of each, in their order. */
export type AddHits = (hits: Hits[]) => Promise<SharedCount[]>;

/** Whether it is too many is for the caller to say. */
const UNLIMITED = { points: Number.MAX_SAFE_INTEGER, duration: COUNT_SECONDS };

/** Commands of one moment leave together. */
export function countInRedis(redis: Redis, prefix: string): AddHits {
  return addWith(new RateLimiterRedis({ ...UNLIMITED, storeClient: redis, keyPrefix: `${prefix}:hits` }));
}

/** In the table `shared_counts`. */
export function countInPostgres(pool: pg.Pool): AddHits {
  const table = { tableName: 'shared_counts', tableCreated: true };
  return addWith(
    new RateLimiterPostgres({ ...UNLIMITED, ...table, storeClient: pool, storeType: 'pool', keyPrefix: 'hits' }),
  );
}

function addWith(limiter: RateLimiterStoreAbstract): AddHits {
  return (hits) =>
    Promise.all(
      hits.map(async ({ key, count }) => {
        const { consumedPoints, msBeforeNext } = await limiter.penalty(key, count);
        return { count: consumedPoints, endsInMs: msBeforeNext };
      }),
    );
}
