import type { Logger } from '@ringback/runtime';
import { createPostgresBackend, Queue, runMigrations, UnrecoverableError, withBackend, type Job } from 'bullmq';
import pg from 'pg';

import type { QueueDefinition } from './queue-definition.ts';

export interface AddOptions {
  /** A job of the same id that still exists is not added again. No `:`, not digits only. */
  jobId?: string;
  delayMs?: number;
}

export interface JobQueue<Data extends object> {
  /** Resolves when the queue store has confirmed. */
  add: (name: string, data: Data, options?: AddOptions) => Promise<void>;
  /** BullMQ's own object, for the operator's board. */
  bull: () => Queue;
  close: () => Promise<void>;
}

export interface JobWorker {
  /** Waits for the jobs that run. */
  close: () => Promise<void>;
}

export interface QueueStore {
  openQueue: <Data extends object>(definition: QueueDefinition<Data>) => JobQueue<Data>;
  /** Starts to take jobs. `process` returns when done and throws to be tried again. */
  openWorker: <Data extends object>(
    definition: QueueDefinition<Data>,
    process: (data: Data, job: { id: string; name: string }) => Promise<void>,
  ) => JobWorker;
}

/** Finished jobs are kept for the operator to look at, not for ever. */
const KEEP_COMPLETED = { age: 3600, count: 1000 };
const KEEP_FAILED = { age: 7 * 24 * 3600, count: 5000 };

/**
 * A lock is renewed at half its life; a job of a process that died is taken again after it. Stalls are no poison: what a
 * job does is safe to repeat, so the count is wide.
 */
const WORKER_TIMES = { lockDuration: 10_000, stalledInterval: 2_000, maxStalledCount: 20, drainDelay: 2 };

/** Queues on BullMQ's PostgreSQL backend. Every queue and worker has a small pool and one listening connection. */
export function createQueueStore(config: { databaseUrl: string }, log: Logger): QueueStore {
  const backend = withBackend(createPostgresBackend);
  const connection = { connectionString: config.databaseUrl, max: 2, connectionTimeoutMillis: 2000, keepAlive: true };
  const warn = (queue: string) => (err: Error) => {
    log.warn({ err, queue }, 'queue store reported an error');
  };
  return {
    openQueue: (definition) => {
      const { name, attempts, backoffMs } = definition;
      const queue = new backend.Queue(name, {
        connection,
        defaultJobOptions: {
          attempts,
          backoff: { type: 'exponential', delay: backoffMs },
          removeOnComplete: KEEP_COMPLETED,
          removeOnFail: KEEP_FAILED,
        },
      });
      queue.on('error', warn(name));
      return {
        add: async (jobName, data, { jobId, delayMs } = {}) => {
          await queue.add(jobName, data, { ...(jobId && { jobId }), ...(delayMs && { delay: Math.max(0, delayMs) }) });
        },
        bull: () => asBullQueue(queue),
        close: () => queue.close(),
      };
    },
    openWorker: (definition, process) => {
      const { name, schema, concurrency } = definition;
      const worker = new backend.Worker(
        name,
        async (job: Job) => {
          const result = schema.validate(job.data);
          if (result.error) throw new UnrecoverableError(`not a job of this version: ${result.error.message}`);
          await process(result.value, { id: job.id ?? '', name: job.name });
        },
        { connection, concurrency, ...WORKER_TIMES },
      );
      worker.on('error', warn(name));
      worker.on('failed', (job, err) => {
        log.error({ err, queue: name, jobId: job?.id, jobName: job?.name }, 'job failed');
      });
      return { close: () => worker.close() };
    },
  };
}

/** The same object under the type that is the same for every backend. */
function asBullQueue(queue: unknown): Queue {
  if (!isBullQueue(queue)) throw new TypeError('not a BullMQ queue');
  return queue;
}

function isBullQueue(queue: unknown): queue is Queue {
  return queue instanceof Queue;
}

/** Creates or updates the queue store's tables in Postgres. Safe to run by many at once. */
export async function migrateQueueStore(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
