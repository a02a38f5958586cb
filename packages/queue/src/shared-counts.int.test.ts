import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  createTestLogger,
  startBreakableRedis,
  type BreakableRedis,
  type TestDatabase,
} from '@ringback/test-kit';

import { createQueueStore, type QueueStore } from './queue-store.ts';

describe.each(['postgres', 'redis'] as const)('addHits on %s', (kind) => {
  let database: TestDatabase | null;
  let redis: BreakableRedis | null;
  let stores: [QueueStore, QueueStore];
  beforeAll(async () => {
    database = kind === 'postgres' ? await createTestDatabase() : null;
    redis = kind === 'redis' ? await startBreakableRedis() : null;
    const urls = { databaseUrl: database?.url ?? '', redisUrl: redis?.url ?? null };
    stores = [createQueueStore(urls, createTestLogger()), createQueueStore(urls, createTestLogger())];
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await database?.drop();
    await redis?.close();
  });

  it('adds up what two processes have counted, key by key', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const first = await stores[0].addHits([
      { key: a, count: 3 },
      { key: b, count: 1 },
    ]);
    const second = await stores[1].addHits([{ key: a, count: 4 }]);
    expect([...first, ...second].map(({ count }) => count)).toEqual([3, 1, 7]);
  });

  it('lets a count end a minute after it began, whatever is added to it', async () => {
    const key = randomUUID();
    const [begun] = await stores[0].addHits([{ key, count: 1 }]);
    const [added] = await stores[1].addHits([{ key, count: 1 }]);
    expect(begun?.endsInMs).toBeLessThanOrEqual(60_000);
    expect(added?.endsInMs).toBeLessThanOrEqual(begun?.endsInMs ?? 0);
    expect(added?.endsInMs).toBeGreaterThan(0);
  });

  it('keeps apart what is added at the same time', async () => {
    const key = randomUUID();
    await Promise.all(Array.from({ length: 20 }, (_, n) => stores[n % 2 === 0 ? 0 : 1].addHits([{ key, count: 2 }])));
    expect(await stores[0].addHits([{ key, count: 1 }])).toMatchObject([{ count: 41 }]);
  });
});

describe('addHits', () => {
  it('fails and takes nothing of the queues with it when Redis does not answer', async () => {
    const redis = await startBreakableRedis();
    const store = createQueueStore({ databaseUrl: '', redisUrl: redis.url }, createTestLogger());
    const hits = [{ key: 'a', count: 1 }];
    await store.addHits(hits);
    redis.hang();
    await expect(store.addHits(hits)).rejects.toThrow();
    await expect(store.addHits(hits)).rejects.toThrow('is away');
    redis.goOn();
    await expect(store.claims?.claim([{ digest: 'd', leadId: 'l' }])).resolves.toEqual(['l']);
    await store.close();
    await redis.close();
  });
});
