import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Lifecycle } from '@ringback/runtime';
import { createTestDatabase, createTestLogger, startTcpProxy, waitFor, type TcpProxy } from '@ringback/test-kit';
import Joi from 'joi';

import type { QueueDefinition } from './queue-definition.ts';
import { createQueueStore } from './queue-store.ts';

const thingQueue: QueueDefinition<{ thing: string }> = {
  name: 'things',
  schema: Joi.object({ thing: Joi.string().required() }),
  concurrency: 1,
  attempts: 1,
  backoff: { type: 'fixed', delay: 10 },
};

describe('queues on Postgres', () => {
  const log = createTestLogger();
  const lifecycle = new Lifecycle(log);
  let proxy: TcpProxy;
  let databaseUrl: string;
  beforeAll(async () => {
    const database = lifecycle.add('test database', await createTestDatabase(), (d) => d.drop());
    proxy = lifecycle.add('proxy', await startTcpProxy(database.url), (p) => p.close());
    databaseUrl = proxy.url;
  });
  afterAll(() => lifecycle.close());

  it('work once Postgres is there, when it was away as they were opened', async () => {
    await proxy.refuse();
    const done: string[] = [];
    const store = lifecycle.add('store', createQueueStore({ databaseUrl, redisUrl: null }, log), (s) => s.close());
    const queue = lifecycle.add('queue', store.openQueue(thingQueue), (q) => q.close());
    const worker = store.openWorker(thingQueue, ({ thing }) => Promise.resolve(void done.push(thing)));
    lifecycle.add('worker', worker, (w) => w.close());
    await expect(queue.add('make', { thing: 'lost' })).rejects.toThrow();
    await proxy.pass();
    await waitFor(() => queue.add('make', { thing: 'cup' }, { jobId: 'the-cup' }).then(() => true));
    await waitFor(() => done.includes('cup'));
    expect(done).toEqual(['cup']);
  });
});
