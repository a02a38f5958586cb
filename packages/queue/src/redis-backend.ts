import type { Logger } from '@ringback/runtime';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

import { readFatesInRedis } from './job-fates.ts';
import { warnOfRiskySettings } from './redis-settings.ts';
import type { Backend } from './queue-store.ts';
import { countInRedis } from './shared-counts.ts';
import { createNotedClaims } from './submission-claims.ts';
import { RECONNECT, WorkerRedis } from './worker-redis.ts';

/** The hash tag keeps all keys in one slot, so that Redis Cluster stays possible. */
const PREFIX = '{ringback}';

const ADD_WITHIN_MS = 300;

/** Producers fail at once while Redis is away, and within the deadline while it hangs. */
const PRODUCER = {
  ...RECONNECT,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: ADD_WITHIN_MS,
  // A connection that the network has lost is silent and stays so.
  socketTimeout: 2000,
};

/** BullMQ on Redis: one connection for all producers of the process, a pair for each worker. */
export function createRedisBackend(url: string, log: Logger): Backend {
  const producer = new Redis(url, PRODUCER);
  let failing = false;
  producer.on('error', (err: Error) => {
    if (!failing) log.warn({ err }, 'redis is away');
    failing = true;
  });
  producer.on('ready', () => {
    if (failing) log.info('redis is back');
    failing = false;
    void warnOfRiskySettings(producer, log);
  });
  // Producers do not queue up while Redis is away, but a process that has just started may wait for its first connection.
  const tried = new Promise<void>((resolve) => {
    producer.once('ready', resolve).once('close', resolve);
  });
  return {
    kind: 'redis',
    addWithinMs: ADD_WITHIN_MS,
    keepCompleted: { age: 3600, count: 1000 },
    tried,
    openQueue: (name, defaultJobOptions) =>
      new Queue(name, {
        connection: producer,
        prefix: PREFIX,
        defaultJobOptions,
        // Its check of the version, made while Redis is away, would fail for ever.
        skipVersionCheck: true,
        skipWaitingForReady: true,
        streams: { events: { maxLen: 1000 } },
      }),
    openWorker: (name, handle, options) => {
      const connection = new WorkerRedis(url);
      const worker = new Worker(name, handle, { connection, prefix: PREFIX, ...options });
      return Object.assign(worker, {
        abandon: () => {
          connection.endAll();
        },
      });
    },
    claims: createNotedClaims(producer, PREFIX),
    readJobFates: readFatesInRedis(producer, PREFIX),
    addHits: countInRedis(producer, PREFIX),
    readClock: async () => {
      const [seconds, microseconds] = await producer.time();
      return new Date(Number(seconds) * 1000 + Number(microseconds) / 1000);
    },
    close: async () => {
      // Alone it rejects while Redis is away, and leaves the socket trying.
      if (producer.status === 'ready') await producer.quit().catch(() => {});
      producer.disconnect();
    },
  };
}
