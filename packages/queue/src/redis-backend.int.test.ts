import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';
import {
  createTestLogger,
  startBreakableRedis,
  startTcpProxy,
  startTestRedis,
  waitFor,
  type BreakableRedis,
} from '@ringback/test-kit';

import { createQueueStore, type QueueStore } from './queue-store.ts';
import { SAME_LEAD_MS } from './submission-claims.ts';
import { submissionsQueue } from './submissions-queue.ts';

const JOB = { leadIds: [randomUUID()], widgetHashes: [], sealed: 'sealed' };

/** Closing has a deadline of seconds in every process; without one it would last for ever. */
const CLOSE_WITHIN_MS = 10_000;

function openStore(redisUrl: string, log = createTestLogger()): QueueStore {
  return createQueueStore({ databaseUrl: '', redisUrl }, log);
}

interface LogLine {
  level: number;
  msg: string;
  setting?: string;
}

describe('a Redis with other settings', () => {
  /** What the log says of a Redis with these settings, once it has said what it has to. */
  async function logOf(settings: Record<string, string>): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    const destination = new Writable({
      write: (line: Buffer, _encoding, done) => {
        const entry: LogLine = JSON.parse(String(line));
        lines.push(entry);
        done();
      },
    });
    const redis = await startTestRedis({ settings });
    const store = openStore(redis.url, createLogger('test', { level: 'info' }, destination));
    await waitFor(() => lines.some(({ msg }) => msg === 'settings of redis were read'));
    await store.close();
    await redis.close();
    return lines;
  }

  it('is named loudly, setting by setting', async () => {
    const lines = await logOf({ appendfsync: 'everysec', 'maxmemory-policy': 'allkeys-lru' });
    const loud = lines.filter(({ level }) => level === 50);
    expect(loud).toMatchObject([
      { setting: 'appendfsync', found: 'everysec', needed: 'always' },
      { setting: 'maxmemory-policy', found: 'allkeys-lru', needed: 'noeviction' },
    ]);
    expect(new Set(loud.map(({ msg }) => msg))).toEqual(
      new Set(['redis may lose submissions that were answered with success']),
    );
  });

  it('is named loudly when it is nearly full', async () => {
    const lines = await logOf({ maxmemory: '1100kb' });
    expect(lines.filter(({ level }) => level === 50)).toMatchObject([{ msg: 'redis is nearly full' }]);
  });

  it('is not named when it has what a durable store needs', async () => {
    const lines = await logOf({ maxmemory: '200mb' });
    expect(lines.map(({ level }) => level)).toEqual([30]);
  });
});

describe('claims in Redis', () => {
  let redis: BreakableRedis;
  let store: QueueStore;
  beforeAll(async () => {
    redis = await startBreakableRedis();
    store = openStore(redis.url);
  });
  afterAll(async () => {
    await store.close();
    await redis.close();
  });
  const claim = async (...entries: [digest: string, leadId: string][]): Promise<string[]> =>
    (await store.claims?.claim(entries.map(([digest, leadId]) => ({ digest, leadId })))) ?? [];

  it('choose the first id for equal submissions, in one group and over several', async () => {
    expect(await claim(['same', 'a'], ['other', 'b'], ['same', 'c'])).toEqual(['a', 'b', 'a']);
    expect(await claim(['same', 'd'])).toEqual(['a']);
  });

  it('note which ids were not chosen, before a job that is sent after them comes to a worker', async () => {
    await claim(['noted', '0']);
    const queue = store.openQueue(submissionsQueue);
    const found: (string | undefined)[] = [];
    const worker = store.openWorker(submissionsQueue, async ({ leadIds: [id = ''] }) => {
      found.push((await store.claims?.findChosenIds([id, 'unknown']))?.get(id));
    });
    const leadIds = Array.from({ length: 50 }, () => randomUUID());
    await Promise.all(leadIds.flatMap((id) => [claim(['noted', id]), queue.add('persist', { ...JOB, leadIds: [id] })]));
    await waitFor(() => found.length === leadIds.length);
    expect(found).toEqual(leadIds.map(() => '0'));
    await worker.close();
    await queue.close();
  });

  it('run out after a minute, counted from the first', async () => {
    await claim(['minute', 'a']);
    await claim(['minute', 'b']);
    const left = Number(/^:(\d+)/.exec(await redis.send('PTTL {ringback}:claim:minute'))?.[1]);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(SAME_LEAD_MS);
    await redis.send('DEL {ringback}:claim:minute');
    expect(await claim(['minute', 'c'])).toEqual(['c']);
  });

  it('and jobs have keys of one slot, so that Redis Cluster stays possible', async () => {
    const queue = store.openQueue(submissionsQueue);
    const done = Promise.withResolvers<undefined>();
    const worker = store.openWorker(submissionsQueue, () => {
      done.resolve(undefined);
      return Promise.resolve();
    });
    await queue.add('persist', JOB);
    await queue.add('persist', JOB, { delayMs: 60_000 });
    await done.promise;
    await worker.close();
    await queue.close();
    const keys = [...(await redis.send('KEYS *')).matchAll(/^[^*$\r\n]+/gm)].map(([key]) => key);
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => !key.startsWith('{ringback}:'))).toEqual([]);
  });
});

describe('a worker', () => {
  const FAULTS = {
    'is there': () => {},
    'was killed': (redis: BreakableRedis) => redis.kill(),
    hangs: (redis: BreakableRedis) => {
      redis.hang();
    },
  } as const;

  it.each(Object.entries(FAULTS))(
    'that runs a job closes when the job has ended, where Redis %s',
    async (_fault, fail) => {
      const redis = await startBreakableRedis();
      const store = openStore(redis.url);
      const queue = store.openQueue(submissionsQueue);
      const [began, mayEnd] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      const worker = store.openWorker(submissionsQueue, async () => {
        began.resolve(undefined);
        await mayEnd.promise;
      });
      await queue.add('persist', JOB);
      await began.promise;
      await fail(redis);
      let closed = false;
      const closing = worker.close().then(() => {
        closed = true;
      });
      expect(closed).toBe(false);
      mayEnd.resolve(undefined);
      await closing;
      await queue.close();
      await store.close();
      await redis.close();
    },
    CLOSE_WITHIN_MS,
  );

  it(
    'that never met a Redis closes all the same',
    async () => {
      const store = openStore('redis://127.0.0.1:1');
      const worker = store.openWorker(submissionsQueue, () => Promise.resolve());
      const queue = store.openQueue(submissionsQueue);
      await expect(queue.add('persist', JOB)).rejects.toThrow();
      await worker.close();
      await queue.close();
      await store.close();
    },
    CLOSE_WITHIN_MS,
  );

  it('and a producer find Redis again when the network has lost their connections', async () => {
    const redis = await startBreakableRedis();
    const proxy = await startTcpProxy(redis.url);
    const store = openStore(proxy.url);
    const queue = store.openQueue(submissionsQueue);
    const taken: string[] = [];
    const worker = store.openWorker(submissionsQueue, ({ sealed }) => Promise.resolve(void taken.push(sealed)));
    await queue.add('persist', { ...JOB, sealed: 'before' });
    await waitFor(() => taken.includes('before'));
    proxy.forget();
    await waitFor(() => queue.add('persist', { ...JOB, sealed: 'after' }).then(() => true), { withinMs: 10_000 });
    await waitFor(() => taken.includes('after'), { withinMs: 15_000 });
    await worker.close();
    await queue.close();
    await store.close();
    await proxy.close();
    await redis.close();
  }, 30_000);
});
