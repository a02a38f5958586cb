import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, keepRejected } from '@ringback/db';
import { createQueueStore, submissionsQueue } from '@ringback/queue';
import { Lifecycle } from '@ringback/runtime';
import { createTestDatabase, createTestLogger, startTestRedis, waitFor } from '@ringback/test-kit';

import { keepUntilStored, type KeepOptions } from './keep-until-stored.ts';

describe('keepUntilStored', () => {
  const log = createTestLogger();
  const lifecycle = new Lifecycle(log);
  let open: (options?: KeepOptions) => ReturnType<typeof openKeeper>;
  beforeAll(async () => {
    const database = lifecycle.add('test database', await createTestDatabase(), (d) => d.drop());
    const redis = lifecycle.add('redis', await startTestRedis(), (r) => r.close());
    open = (options) => openKeeper(database.url, redis.url, options);
  });
  afterAll(() => lifecycle.close());

  function openKeeper(databaseUrl: string, redisUrl: string, options: KeepOptions = {}) {
    const db = lifecycle.add('database', createDatabase({ url: databaseUrl, poolSize: 2 }, log), (d) => d.close());
    const store = lifecycle.add('store', createQueueStore({ databaseUrl, redisUrl }, log), (s) => s.close());
    const queue = lifecycle.add('queue', store.openQueue(submissionsQueue), (q) => q.close());
    const { readJobFates } = store;
    if (!readJobFates) throw new Error('not a store on Redis');
    const deps = { queue, readJobFates, prisma: db.prisma, now: () => new Date(), log };
    const keeper = keepUntilStored(deps, { firstCheckMs: 30, ...options });
    lifecycle.add('keeper', keeper, (k) => k.close());
    const add = async (sealed = 'sealed'): Promise<{ leadId: string; lose: () => Promise<unknown> }> => {
      const leadId = randomUUID();
      const jobId = `g-${leadId}`;
      const data = { leadIds: [leadId], widgetHashes: [], sealed };
      await waitFor(() => keeper.submissions.add('persist', data, { jobId }).then(() => true));
      return { leadId, lose: () => queue.bull().remove(jobId) };
    };
    const findInInbox = (leadId: string) => db.prisma.submissionInbox.findUnique({ where: { leadId } });
    return { add, db, findInInbox };
  }

  it('puts what the queue store has lost into the inbox', async () => {
    const { add, findInInbox } = open();
    const { leadId, lose } = await add('the group');
    await lose();
    expect((await waitFor(() => findInInbox(leadId))).sealed).toBe('the group');
  });

  it('leaves alone what is in the queue, or came to its end', async () => {
    const { add, db, findInInbox } = open();
    const queued = await add();
    const settled = await add();
    await keepRejected(db.prisma, {
      leadId: settled.leadId,
      reason: '22001',
      sealed: 'sealed',
      fileKeys: [],
      at: new Date(),
    });
    await settled.lose();
    const lost = await add();
    await lost.lose();
    await waitFor(() => findInInbox(lost.leadId));
    expect(await findInInbox(settled.leadId)).toBeNull();
    expect(await findInInbox(queued.leadId)).toBeNull();
  });

  it('forgets the oldest when it has too much to remember', async () => {
    const { add, findInInbox } = open({ maxBytes: 10 });
    const oldest = await add('123456');
    const newest = await add('123456');
    await oldest.lose();
    await newest.lose();
    await waitFor(() => findInInbox(newest.leadId));
    expect(await findInInbox(oldest.leadId)).toBeNull();
  });
});
