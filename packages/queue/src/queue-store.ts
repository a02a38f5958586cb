import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from '@ringback/runtime';
import { Queue, UnrecoverableError, type JobsOptions } from 'bullmq';

import { createBreaker, type Breaker } from './breaker.ts';
import type { ReadJobFates } from './job-fates.ts';
import { createPostgresBackend } from './postgres-backend.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { createRedisBackend } from './redis-backend.ts';
import type { AddHits } from './shared-counts.ts';
import type { NotedClaims } from './submission-claims.ts';

export interface QueueStoreConfig {
  databaseUrl: string;
  /** Null: the queues run on Postgres. */
  redisUrl: string | null;
}

export interface AddOptions {
  /** A job of the same id that still exists is not added again. No `:`, not digits only. */
  jobId?: string;
  delayMs?: number;
}

export interface JobQueue<Data extends object> {
  /** Resolves when the queue store has confirmed; rejects within the store's deadline when it does not. */
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
  kind: 'redis' | 'postgres';
  openQueue: <Data extends object>(definition: QueueDefinition<Data>) => JobQueue<Data>;
  /** Starts to take jobs. `process` returns when done and throws to be tried again. */
  openWorker: <Data extends object>(
    definition: QueueDefinition<Data>,
    process: (data: Data, job: { id: string; name: string }) => Promise<void>,
  ) => JobWorker;
  /** Chooses the ids of submissions in Redis; null where the queues run on Postgres, and claims do too. */
  claims: NotedClaims | null;
  /** What became of jobs in Redis; null where the queues run on Postgres. */
  readJobFates: ReadJobFates | null;
  /** Fails at once while the store is away; nobody has to wait for it. */
  addHits: AddHits;
  /** What the clock of Redis says now; null where the queues run on Postgres. */
  readClock: (() => Promise<Date>) | null;
  close: () => Promise<void>;
}

/** Hears of every try of a job when it ends. */
export type OnJobEnded = (queue: string, result: 'done' | 'failed', seconds: number) => void;

/** What a backend opens; both backends hand out BullMQ's objects under one shape. */
export interface Backend {
  kind: 'redis' | 'postgres';
  addWithinMs: number;
  /** Seconds and number of finished jobs that are kept. */
  keepCompleted: { age: number; count?: number };
  /** Resolves when the first try to connect has come to something. */
  tried: Promise<void>;
  openQueue: (name: string, defaultJobOptions: JobsOptions) => BullQueue;
  openWorker: (name: string, handle: HandleJob, options: WorkerTimes & { concurrency: number }) => BullWorker;
  claims: NotedClaims | null;
  readJobFates: ReadJobFates | null;
  addHits: AddHits;
  readClock: (() => Promise<Date>) | null;
  close: () => Promise<void>;
}

export interface BullQueue {
  add: (name: string, data: object, options: JobsOptions) => Promise<unknown>;
  on: (event: 'error', listener: (err: Error) => void) => unknown;
  close: () => Promise<void>;
}

export interface BullWorker {
  on(event: 'error', listener: (err: Error) => void): unknown;
  on(event: 'failed', listener: (job: { id?: string; name: string } | undefined, err: Error) => void): unknown;
  /** Waits for the jobs that run, and for the store to be told of it. */
  close: () => Promise<void>;
  /** Ends the worker's connections: what waits for the store fails. */
  abandon: () => void;
}

export type HandleJob = (job: {
  id?: string;
  name: string;
  data: unknown;
  updateData: (data: object) => Promise<void>;
}) => Promise<void>;

export type WorkerTimes = typeof WORKER_TIMES;

/** Finished jobs are kept for the operator to look at, not for ever. */
const KEEP_FAILED = { age: 7 * 24 * 3600, count: 5000 };

/**
 * A lock is renewed at half its life; a job of a process that died is taken again after it. Stalls are no poison: what a
 * job does is safe to repeat, so the count is wide. By itself BullMQ waits 15 s after a store that refused a connection.
 */
const WORKER_TIMES = {
  lockDuration: 10_000,
  stalledInterval: 2_000,
  maxStalledCount: 1000,
  drainDelay: 2,
  runRetryDelay: 500,
};

/** After a failure nobody waits for the store's deadline again before this. */
const AWAY_MS = 500;

/** Queues on Redis, or on BullMQ's PostgreSQL backend where no Redis is named. */
export function createQueueStore(config: QueueStoreConfig, log: Logger, onJobEnded: OnJobEnded = () => {}): QueueStore {
  const backend =
    config.redisUrl === null
      ? createPostgresBackend(config.databaseUrl)
      : createRedisBackend(config.redisUrl, log.child({ store: 'redis' }));
  const guard = createBreaker({ withinMs: backend.addWithinMs, awayMs: AWAY_MS });
  const breaker: Breaker = (work) => guard(() => backend.tried.then(work));
  const { claims } = backend;
  // Of its own: what fails here says nothing of the queues.
  const countGuard = createBreaker({ withinMs: backend.addWithinMs, awayMs: AWAY_MS });
  return {
    kind: backend.kind,
    openQueue: (definition) => openQueue(backend, breaker, definition, log),
    openWorker: (definition, process) => openWorker(backend, definition, process, onJobEnded, log),
    claims: claims && {
      claim: (entries) => breaker(() => claims.claim(entries)),
      findChosenIds: (leadIds) => breaker(() => claims.findChosenIds(leadIds)),
    },
    readJobFates: backend.readJobFates,
    addHits: (hits) => countGuard(() => backend.tried.then(() => backend.addHits(hits))),
    readClock: backend.readClock,
    close: () => backend.close(),
  };
}

function openQueue<Data extends object>(
  backend: Backend,
  breaker: Breaker,
  { name, attempts, backoff }: QueueDefinition<Data>,
  log: Logger,
): JobQueue<Data> {
  const queue = backend.openQueue(name, {
    attempts,
    backoff,
    removeOnComplete: backend.keepCompleted,
    removeOnFail: KEEP_FAILED,
  });
  queue.on('error', createErrorLog(log, name));
  return {
    add: async (jobName, data, { jobId, delayMs } = {}) => {
      const options = { ...(jobId && { jobId }), ...(delayMs && { delay: Math.max(0, delayMs) }) };
      await breaker(() => queue.add(jobName, data, options));
    },
    bull: () => asBullQueue(queue),
    close: () => queue.close(),
  };
}

function openWorker<Data extends object>(
  backend: Backend,
  { name, schema, forget, concurrency }: QueueDefinition<Data>,
  process: (data: Data, job: { id: string; name: string }) => Promise<void>,
  onJobEnded: OnJobEnded,
  log: Logger,
): JobWorker {
  const running = new Set<Promise<void>>();
  const run: HandleJob = async (job) => {
    const result = schema.validate(job.data);
    if (result.error) throw new UnrecoverableError(`not a job of this version: ${result.error.message}`);
    const ended = process(result.value, { id: job.id ?? '', name: job.name });
    running.add(ended);
    await ended.finally(() => running.delete(ended));
    if (forget) await job.updateData(forget(result.value));
  };
  const handle: HandleJob = async (job) => {
    const startedAt = performance.now();
    const tell = (result: 'done' | 'failed'): void => onJobEnded(name, result, (performance.now() - startedAt) / 1000);
    try {
      await run(job);
    } catch (err) {
      tell('failed');
      throw err;
    }
    tell('done');
  };
  const worker = backend.openWorker(name, handle, { concurrency, ...WORKER_TIMES });
  worker.on('error', createErrorLog(log, name));
  worker.on('failed', (job, err) => {
    log.error({ err, queue: name, jobId: job?.id, jobName: job?.name }, 'job failed');
  });
  return { close: () => closeWorker(worker, running) };
}

/** Time to tell the store of the last jobs, once they have ended. What it is not told, another worker does again. */
const TELL_WITHIN_MS = 1000;

/** BullMQ's own close waits as long as the store is away. */
async function closeWorker(worker: BullWorker, running: Set<Promise<void>>): Promise<void> {
  const closed = worker.close();
  await Promise.allSettled(running);
  await Promise.race([closed, sleep(TELL_WITHIN_MS, undefined, { ref: false })]);
  worker.abandon();
  await Promise.race([closed, sleep(TELL_WITHIN_MS, undefined, { ref: false })]);
}

const SAME_ERROR_MS = 5000;

/** A store that is away says so thousands of times a second; once in a while is enough. */
function createErrorLog(log: Logger, queue: string): (err: Error) => void {
  let quietUntil = 0;
  return (err) => {
    const now = performance.now();
    if (now < quietUntil) return;
    quietUntil = now + SAME_ERROR_MS;
    log.warn({ err, queue }, 'queue store reported an error');
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
