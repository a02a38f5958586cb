import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { findLead } from '@ringback/db';
import {
  createQueueStore,
  submissionsQueue,
  type JobQueue,
  type QueueStore,
  type SubmissionsJob,
} from '@ringback/queue';
import { createTestLogger, waitFor, type BreakableRedis } from '@ringback/test-kit';

import { startIngestProcess, type IngestProcess } from './ingest-process.ts';
import { nextPhone, postAgainUntilKept, postForm, postSteadily, reportSlowest, type Posted } from './posting.ts';
import { openTestStand, type TestStand } from './test-stand.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

/** What every answer has to keep to is 350 ms; a machine with other work to do gets some more. */
const ANSWER_WITHIN_MS = 5000;
const RECOVER_WITHIN_MS = 30_000;
const POSTS = 50;

type RedisFault = 'killed' | 'hung' | 'full' | 'read-only';

const REDIS_FAULTS: Record<RedisFault, Record<'fail' | 'mend', (redis: BreakableRedis) => unknown>> = {
  killed: { fail: (redis) => redis.kill(), mend: (redis) => redis.restart() },
  hung: { fail: (redis) => redis.hang(), mend: (redis) => redis.goOn() },
  full: {
    fail: (redis) => redis.send('CONFIG SET maxmemory 1'),
    mend: (redis) => redis.send('CONFIG SET maxmemory 0'),
  },
  'read-only': {
    fail: (redis) => redis.send('REPLICAOF 127.0.0.1 1'),
    mend: (redis) => redis.send('REPLICAOF NO ONE'),
  },
};

const POSTGRES_FAULTS = ['refuse', 'hang'] as const;

describe('with the queues on Redis', () => {
  let stand: TestStand;
  let redis: BreakableRedis;
  let ingests: IngestProcess[];
  let worker: WorkerProcess;
  let widget: string;
  let store: QueueStore;
  let submissions: JobQueue<SubmissionsJob>;
  beforeAll(async () => {
    stand = await openTestStand({ store: 'redis' });
    if (!stand.redis) throw new Error('the stand has no Redis');
    redis = stand.redis;
    store = createQueueStore({ databaseUrl: '', redisUrl: redis.url }, createTestLogger());
    submissions = store.openQueue(submissionsQueue);
    widget = await stand.addWidget({
      offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+74950000010', lines: 500 }] }],
    });
    ingests = await Promise.all([startIngestProcess(stand.ingestConfig), startIngestProcess(stand.ingestConfig)]);
    worker = await startWorkerProcess(stand.workerConfig);
    await goThroughQueue();
  }, 60_000);
  // What a failed test left broken must not fail the next.
  afterEach(async () => {
    await mendRedis();
    await stand.postgres.pass();
  });
  afterAll(async () => {
    await worker.stop();
    await Promise.all(ingests.map((ingest) => ingest.stop()));
    await submissions.close();
    await store.close();
    await stand.close();
  });

  let broken: RedisFault | null = null;
  const breakRedis = async (fault: RedisFault): Promise<void> => {
    broken = fault;
    await REDIS_FAULTS[fault].fail(redis);
  };
  const mendRedis = async (): Promise<void> => {
    if (broken) await REDIS_FAULTS[broken].mend(redis);
    broken = null;
  };

  const urls = (): string[] => ingests.map(({ url }) => url);

  /** Posts until a job has carried a submission; resolves with the time that it took. */
  async function goThroughQueue(ingestUrls = urls()): Promise<number> {
    const startedAt = performance.now();
    for (const url of ingestUrls) {
      await waitFor(
        async () => {
          const { id } = await postForm(url, widget, { phone: nextPhone() });
          if (id === null) return false;
          return waitFor(() => hasCompleted(id), { withinMs: 3000 });
        },
        { withinMs: RECOVER_WITHIN_MS },
      );
    }
    return performance.now() - startedAt;
  }

  /** All are kept at once, but for what a machine with other work to do is too slow for. */
  async function keepAll(posted: Posted[], ingestUrl = urls()[0] ?? ''): Promise<Posted[]> {
    const refused = posted.filter(({ id }) => id === null);
    if (refused.length > 0) process.stdout.write(`${refused.length} had to be sent again\n`);
    expect(refused.length).toBeLessThan(posted.length / 2);
    return postAgainUntilKept(ingestUrl, widget, posted);
  }

  async function hasCompleted(id: string): Promise<boolean> {
    const jobs = await submissions.bull().getCompleted(0, 20);
    return jobs.some(({ data }) => (data as SubmissionsJob).leadIds.includes(id));
  }

  /** Every accepted id is a lead that ended once, and no phone rang twice in one attempt. */
  async function expectAllCalledOnce(posted: Posted[]): Promise<void> {
    const ids = posted.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) await stand.waitForLead(id, ({ state }) => state === 'finished', 30_000);
    const phones = posted.filter(({ id }) => id !== null).map(({ phone }) => phone);
    expect(await stand.db.prisma.lead.count({ where: { phone: { in: phones } } })).toBe(ids.length);
    const rings = stand.exchange.witness().flatMap(({ kind, callId }) => (kind === 'ring' ? callId : []));
    expect(rings).toEqual([...new Set(rings)]);
  }

  it.each(['killed', 'hung', 'full', 'read-only'] as const)(
    'leads are accepted and called while Redis is %s, and once',
    async (fault) => {
      await breakRedis(fault);
      const query = `&isSend&backUrl=${stand.site.url}/action`;
      const posted = await postSteadily(urls(), widget, POSTS, query);
      expect(reportSlowest(`redis ${fault}`, posted)).toBeLessThan(ANSWER_WITHIN_MS);
      const kept = await keepAll(posted);
      for (const { id } of kept) {
        await stand.waitForLead(
          id ?? '',
          ({ state, deliveries }) =>
            state === 'finished' && deliveries.every((delivery) => delivery.state === 'delivered'),
          30_000,
        );
      }
      await mendRedis();
      const recoveredMs = await goThroughQueue();
      process.stdout.write(`redis ${fault}: the queue carried leads again after ${recoveredMs.toFixed(0)} ms\n`);
      await expectAllCalledOnce(kept);
    },
    90_000,
  );

  it.each(POSTGRES_FAULTS)(
    'leads are accepted while Postgres would %s, and called once it is back',
    async (fault) => {
      await stand.postgres[fault]();
      const posted = await postSteadily(urls(), widget, POSTS);
      expect(reportSlowest(`postgres ${fault}`, posted)).toBeLessThan(ANSWER_WITHIN_MS);
      const kept = await keepAll(posted);
      await stand.postgres.pass();
      const backAt = performance.now();
      await waitFor(() => findLead(stand.db.prisma, { accountId: null }, kept[0]?.id ?? '', 'en'), {
        withinMs: RECOVER_WITHIN_MS,
      });
      process.stdout.write(
        `postgres ${fault}: leads were stored again after ${(performance.now() - backAt).toFixed(0)} ms\n`,
      );
      await expectAllCalledOnce(kept);
    },
    90_000,
  );

  it.each([
    { redisFault: 'killed', postgresFault: 'refuse' },
    { redisFault: 'hung', postgresFault: 'hang' },
  ] as const)(
    'forms are answered 503 while Redis is $redisFault and Postgres would $postgresFault',
    async ({ redisFault, postgresFault }) => {
      await breakRedis(redisFault);
      await stand.postgres[postgresFault]();
      const posted = await postSteadily(urls(), widget, POSTS);
      await stand.postgres.pass();
      await mendRedis();
      const slowest = reportSlowest(`redis ${redisFault}, postgres ${postgresFault}`, posted);
      expect(slowest).toBeLessThan(ANSWER_WITHIN_MS);
      expect(new Set(posted.map(({ status }) => status))).toEqual(new Set([503]));
      expect(posted.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
      const recoveredMs = await goThroughQueue();
      process.stdout.write(`both: the queue carried leads again after ${recoveredMs.toFixed(0)} ms\n`);
    },
    60_000,
  );

  it('leads are accepted and called by processes that start while Redis is down, and queued once it is up', async () => {
    await worker.stop();
    await breakRedis('killed');
    const ingest = await startIngestProcess(stand.ingestConfig);
    worker = await startWorkerProcess(stand.workerConfig);
    await waitFor(async () => (await postForm(ingest.url, widget, { phone: nextPhone() })).status === 200);
    const posted = await postSteadily([ingest.url], widget, POSTS);
    expect(reportSlowest('redis down at the start', posted)).toBeLessThan(ANSWER_WITHIN_MS);
    const kept = await keepAll(posted, ingest.url);
    await expectAllCalledOnce(kept);
    await mendRedis();
    const recoveredMs = await goThroughQueue([ingest.url]);
    process.stdout.write(`redis down at the start: the queue carried leads after ${recoveredMs.toFixed(0)} ms\n`);
    expect(await ingest.stop()).toBe(0);
  }, 90_000);

  it.each(['redis killed', 'redis hung', 'postgres refuse', 'postgres hang'] as const)(
    'processes that are told to stop while there is %s do so',
    async (outage) => {
      if (outage === 'redis killed' || outage === 'redis hung')
        await breakRedis(outage === 'redis killed' ? 'killed' : 'hung');
      else await stand.postgres[outage === 'postgres refuse' ? 'refuse' : 'hang']();
      const startedAt = performance.now();
      const took = async (stopped: Promise<unknown>): Promise<string> => {
        await stopped;
        return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
      };
      const [ingestTook, workerTook] = await Promise.all([
        took(Promise.all(ingests.map((ingest) => ingest.stop())).then((codes) => expect(codes).toEqual([0, 0]))),
        took(worker.stop()),
      ]);
      process.stdout.write(`${outage}: ingest stopped after ${ingestTook}, the worker after ${workerTook}\n`);
      await mendRedis();
      await stand.postgres.pass();
      ingests = await Promise.all([startIngestProcess(stand.ingestConfig), startIngestProcess(stand.ingestConfig)]);
      worker = await startWorkerProcess(stand.workerConfig);
    },
    60_000,
  );

  it('a widget that is not known is answered 503 until Postgres has told which there are', async () => {
    await stand.postgres.refuse();
    const ingest = await startIngestProcess(stand.ingestConfig);
    const unknown = '0'.repeat(32);
    const posted = await postForm(ingest.url, unknown, { phone: nextPhone() });
    expect([posted.status, Number(posted.retryAfter) > 0]).toEqual([503, true]);
    await stand.postgres.pass();
    await waitFor(async () => (await postForm(ingest.url, unknown, { phone: nextPhone() })).status === 404);
    expect(await ingest.stop()).toBe(0);
  });
});

describe('with the queues on Postgres', () => {
  it.each(POSTGRES_FAULTS)(
    'forms are answered 503 while Postgres would %s, and kept once it is back',
    async (fault) => {
      const stand = await openTestStand({ store: 'postgres' });
      const widget = await stand.addWidget();
      const ingest = await startIngestProcess(stand.ingestConfig);
      await waitFor(async () => (await postForm(ingest.url, widget, { phone: nextPhone() })).status === 200);
      await stand.postgres[fault]();
      const posted = await postSteadily([ingest.url], widget, POSTS);
      await stand.postgres.pass();
      const backAt = performance.now();
      expect(reportSlowest(`only postgres ${fault}`, posted)).toBeLessThan(ANSWER_WITHIN_MS);
      expect(new Set(posted.map(({ status }) => status))).toEqual(new Set([503]));
      await waitFor(async () => (await postForm(ingest.url, widget, { phone: nextPhone() })).status === 200, {
        withinMs: RECOVER_WITHIN_MS,
      });
      process.stdout.write(
        `only postgres ${fault}: accepted again after ${(performance.now() - backAt).toFixed(0)} ms\n`,
      );
      expect(await ingest.stop()).toBe(0);
      await stand.close();
    },
    60_000,
  );
});
