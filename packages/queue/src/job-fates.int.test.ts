import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Lifecycle } from '@ringback/runtime';
import { createTestLogger, startTestRedis, waitFor } from '@ringback/test-kit';
import { UnrecoverableError } from 'bullmq';

import type { ReadJobFates } from './job-fates.ts';
import { createQueueStore, type JobQueue, type QueueStore } from './queue-store.ts';
import { submissionsQueue, type SubmissionsJob } from './submissions-queue.ts';

describe('what became of jobs', () => {
  const log = createTestLogger();
  const lifecycle = new Lifecycle(log);
  let store: QueueStore;
  let queue: JobQueue<SubmissionsJob>;
  let readJobFates: ReadJobFates;
  beforeAll(async () => {
    const redis = lifecycle.add('redis', await startTestRedis(), (r) => r.close());
    const config = { databaseUrl: '', redisUrl: redis.url };
    store = lifecycle.add('store', createQueueStore(config, log), (s) => s.close());
    queue = lifecycle.add('queue', store.openQueue(submissionsQueue), (q) => q.close());
    if (!store.readJobFates) throw new Error('not a store on Redis');
    readJobFates = store.readJobFates;
  });
  afterAll(() => lifecycle.close());

  async function add(jobId: string, delayMs = 0): Promise<void> {
    await queue.add(jobId, { leadIds: [randomUUID()], widgetHashes: [], sealed: '' }, { jobId, delayMs });
  }

  it('is told for many at once, in their order', async () => {
    await Promise.all([add('g-done'), add('g-failed'), add('g-removed')]);
    await queue.bull().remove('g-removed');
    const worker = store.openWorker(submissionsQueue, (_, { name }) =>
      name === 'g-failed' ? Promise.reject(new UnrecoverableError('never')) : Promise.resolve(),
    );
    await waitFor(async () => {
      const fates = await readJobFates(submissionsQueue.name, ['g-done', 'g-failed']);
      return !fates.includes('open');
    });
    await worker.close();
    await Promise.all([add('g-waiting'), add('g-delayed', 60_000)]);
    const ids = ['waiting', 'done', 'never', 'failed', 'delayed', 'removed'].map((id) => `g-${id}`);
    expect(await readJobFates(submissionsQueue.name, ids)).toEqual(['open', 'done', 'gone', 'failed', 'open', 'gone']);
  });
});
