import type { Logger } from '@ringback/runtime';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

import { warnOfRiskySettings } from './redis-settings.ts';
import type { Backend } from './queue-store.ts';
import { claimInRedis } from './submission-claims.ts';

/** The hash tag keeps all keys in one slot, so that Redis Cluster stays possible. */
const PREFIX = '{ringback}';

const ADD_WITHIN_MS = 300;

const RECONNECT = { retryStrategy: (times: number) => Math.min(50 * 2 ** times, 1000), connectTimeout: 1000 };

/** Producers fail at once while Redis is away, and within the deadline while it hangs. */
const PRODUCER = {
  ...RECONNECT,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: ADD_WITHIN_MS,
};

/** Workers wait for Redis as long as it takes. A command timeout would cut their blocking reads. */
const WORKER = { ...RECONNECT, maxRetriesPerRequest: null };

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
  const workerConnections: Redis[] = [];
  return {
    kind: 'redis',
    addWithinMs: ADD_WITHIN_MS,
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
      const connection = new Redis(url, WORKER);
      connection.on('error', () => {
        // The worker tells its own errors, and the producer tells of Redis.
      });
      workerConnections.push(connection);
      return new Worker(name, handle, { connection, prefix: PREFIX, ...options });
    },
    claimSubmissions: (entries) => claimInRedis(producer, PREFIX, entries),
    readClock: async () => {
      const [seconds, microseconds] = await producer.time();
      return new Date(Number(seconds) * 1000 + Number(microseconds) / 1000);
    },
    close: async () => {
      await Promise.all([producer, ...workerConnections].map(closeRedis));
    },
  };
}

/** `quit` alone rejects while Redis is away and leaves the socket trying. */
async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => {});
  redis.disconnect();
}
