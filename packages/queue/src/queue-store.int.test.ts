import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  createTestLogger,
  startBreakableRedis,
  waitFor,
  type BreakableRedis,
  type TestDatabase,
} from '@ringback/test-kit';
import Joi from 'joi';

import type { QueueDefinition } from './queue-definition.ts';
import { createQueueStore, type JobQueue, type JobWorker, type QueueStore } from './queue-store.ts';
import { submissionsQueue } from './submissions-queue.ts';

interface Ring {
  callId: string;
}

describe.each(['postgres', 'redis'] as const)('with the queues on %s,', (kind) => {
  let database: TestDatabase | null;
  let redis: BreakableRedis | null;
  let store: QueueStore;
  const opened: { close: () => Promise<void> }[] = [];
  beforeAll(async () => {
    database = kind === 'postgres' ? await createTestDatabase() : null;
    redis = kind === 'redis' ? await startBreakableRedis() : null;
    const urls = { databaseUrl: database?.url ?? '', redisUrl: redis?.url ?? null };
    store = createQueueStore(urls, createTestLogger());
  });
  afterEach(async () => {
    for (const part of opened.splice(0).toReversed()) await part.close();
  });
  afterAll(async () => {
    await store.close();
    await database?.drop();
    await redis?.close();
  });

  function define(definition: Partial<QueueDefinition<Ring>> = {}): QueueDefinition<Ring> {
    return {
      name: `rings-${randomUUID()}`,
      schema: Joi.object({ callId: Joi.string().required() }),
      concurrency: 2,
      attempts: 3,
      backoff: { type: 'fixed', delay: 1 },
      ...definition,
    };
  }

  function openQueue<Data extends object>(definition: QueueDefinition<Data>): JobQueue<Data> {
    const queue = store.openQueue(definition);
    opened.push(queue);
    return queue;
  }

  function openWorker(definition: QueueDefinition<Ring>, process: (data: Ring) => Promise<void>): JobWorker {
    const worker = store.openWorker(definition, process);
    opened.push(worker);
    return worker;
  }

  /** A queue with a worker that remembers what it was given. */
  function openBoth(definition = define()): { queue: JobQueue<Ring>; taken: string[] } {
    const taken: string[] = [];
    const queue = openQueue(definition);
    openWorker(definition, ({ callId }) => {
      taken.push(callId);
      return Promise.resolve();
    });
    return { queue, taken };
  }

  describe('a queue', () => {
    it('has the job when the add is confirmed', async () => {
      const queue = openQueue(define());
      await queue.add('dial-leg', { callId: 'x' }, { jobId: 'job-1' });
      const job: unknown = await queue.bull().getJob('job-1');
      expect(job).toMatchObject({ id: 'job-1', name: 'dial-leg', data: { callId: 'x' } });
    });

    it('hands each job to a worker, with its id and name', async () => {
      const definition = define();
      const queue = openQueue(definition);
      const taken: object[] = [];
      opened.push(
        store.openWorker(definition, (data, job) => {
          taken.push({ data, job });
          return Promise.resolve();
        }),
      );
      await queue.add('dial-leg', { callId: 'x' }, { jobId: 'job-1' });
      await waitFor(() => taken.length === 1);
      expect(taken).toEqual([{ data: { callId: 'x' }, job: { id: 'job-1', name: 'dial-leg' } }]);
    });

    it('takes a job of the same id once', async () => {
      const { queue, taken } = openBoth();
      await queue.add('dial-leg', { callId: 'first' }, { jobId: 'same' });
      await queue.add('dial-leg', { callId: 'second' }, { jobId: 'same' });
      await queue.add('dial-leg', { callId: 'other' });
      await waitFor(() => taken.includes('other'));
      expect(taken.toSorted()).toEqual(['first', 'other']);
    });

    it('keeps a delayed job back until its time', async () => {
      const definition = define();
      const queue = openQueue(definition);
      await queue.add('timer-due', { callId: 'later' }, { jobId: 'later', delayMs: 300 });
      await queue.add('timer-due', { callId: 'now' });
      const job = await queue.bull().getJob('later');
      expect(await job?.isDelayed()).toBe(true);
      const taken: string[] = [];
      openWorker(definition, ({ callId }) => Promise.resolve(void taken.push(callId)));
      await waitFor(() => taken.length === 2);
      expect(taken).toEqual(['now', 'later']);
    });

    it('keeps finished jobs for a while and failed ones for a week', async () => {
      const queue = openQueue(define());
      await queue.add('dial-leg', { callId: 'x' }, { jobId: 'job-1' });
      const job = await queue.bull().getJob('job-1');
      expect(job?.opts).toMatchObject({
        removeOnComplete: store.kind === 'redis' ? { age: 3600, count: 1000 } : { age: 900 },
        removeOnFail: { age: 604_800, count: 5000 },
      });
    });

    it('says within its deadline that the store is away', async () => {
      const away = createQueueStore(
        {
          databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
          redisUrl: kind === 'redis' ? 'redis://127.0.0.1:1' : null,
        },
        createTestLogger(),
      );
      const queue = away.openQueue(define());
      await expect(queue.add('dial-leg', { callId: 'x' })).rejects.toThrow();
      await queue.close().catch(() => {});
      await away.close();
    });
  });

  describe('a worker', () => {
    it('takes a job again that failed, until it succeeds', async () => {
      const definition = define();
      const queue = openQueue(definition);
      let tries = 0;
      openWorker(definition, () => {
        tries += 1;
        return tries < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      });
      await queue.add('dial-leg', { callId: 'x' }, { jobId: 'job-1' });
      await waitFor(async () => (await queue.bull().getJob('job-1'))?.isCompleted());
      expect(tries).toBe(3);
    });

    it('gives up a job whose data it does not understand at once, and takes the others', async () => {
      const definition = define();
      const raw = openQueue<object>({
        ...define(),
        name: definition.name,
        schema: Joi.object(),
        forget: (data) => data,
      });
      const taken: string[] = [];
      openWorker(definition, ({ callId }) => Promise.resolve(void taken.push(callId)));
      await raw.add('dial-leg', { callIdOfOld: 'x' }, { jobId: 'bad' });
      await raw.add('dial-leg', { callId: 'good' });
      await waitFor(() => taken.includes('good'));
      await waitFor(async () => (await raw.bull().getJob('bad'))?.isFailed());
      const bad = await raw.bull().getJob('bad');
      expect(bad?.attemptsMade).toBe(1);
      expect(bad?.failedReason).toContain('"callId" is required');
      expect(taken).toEqual(['good']);
    });

    it('lets the jobs that run end before it is closed', async () => {
      const definition = define();
      const queue = openQueue(definition);
      const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>();
      const steps: string[] = [];
      const worker = openWorker(definition, async () => {
        steps.push('began');
        await mayEnd;
        steps.push('ended');
      });
      await queue.add('dial-leg', { callId: 'x' });
      await waitFor(() => steps.includes('began'));
      const closed = worker.close().then(() => steps.push('closed'));
      end(undefined);
      await closed;
      expect(steps).toEqual(['began', 'ended', 'closed']);
    });
  });

  describe('the queue of submissions', () => {
    const job = { leadIds: [randomUUID()], widgetHashes: ['a'.repeat(32)], sealed: 'sealed' };

    it('tries a submission every second, without end, as it exists nowhere else', async () => {
      const queue = openQueue(submissionsQueue);
      await queue.add('accepted', job, { jobId: 'sub-1' });
      const stored = await queue.bull().getJob('sub-1');
      expect(stored?.opts).toMatchObject({ attempts: 1_000_000, backoff: { type: 'fixed', delay: 1000 } });
    });

    it('keeps the ids of submissions that are stored, and nothing of what was in them', async () => {
      const queue = openQueue(submissionsQueue);
      const taken: string[] = [];
      opened.push(store.openWorker(submissionsQueue, ({ sealed }) => Promise.resolve(void taken.push(sealed))));
      await queue.add('accepted', job, { jobId: 'sub-2' });
      await waitFor(async () => (await queue.bull().getJob('sub-2'))?.isCompleted());
      expect(taken).toContain('sealed');
      const stored: unknown = await queue.bull().getJob('sub-2');
      expect(stored).toMatchObject({ data: { leadIds: job.leadIds, sealed: '' } });
    });

    it('keeps a submission whole that could not be stored yet', async () => {
      const queue = openQueue(submissionsQueue);
      let tries = 0;
      opened.push(
        store.openWorker(submissionsQueue, () => {
          tries += 1;
          return Promise.reject(new Error('database is away'));
        }),
      );
      await queue.add('accepted', job, { jobId: 'sub-3' });
      await waitFor(async () => tries > 0 && (await queue.bull().getJob('sub-3'))?.isDelayed());
      const stored: unknown = await queue.bull().getJob('sub-3');
      expect(stored).toMatchObject({ data: job });
    });
  });
});
