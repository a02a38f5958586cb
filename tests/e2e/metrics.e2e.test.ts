import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConsole, type Console } from '@ringback/console';
import type { RunningIngest } from '@ringback/ingest';
import { createTestLogger, waitFor } from '@ringback/test-kit';
import type { RunningWorker } from '@ringback/worker';

import { openTestStand, type TestStand } from './test-stand.ts';

const ANYWHERE = { host: '127.0.0.1', port: 0 };

const PHONE = '+7 (916) 000-00-77';

const docs = await readFile(new URL('../../docs/metrics.md', import.meta.url), 'utf8');

/** `name type` of every metric that stands in the tables of a section. */
function documented(section: string): string[] {
  const text = docs.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
  return [...text.matchAll(/^\| `(ringback_\w+)(?:\{[\w,]+\})?` +\| (\w+) /gm)]
    .map(([, name, type]) => `${String(name)} ${String(type)}`)
    .sort();
}

const everywhere = documented('Every process');

/** One answer of `/metrics`. */
class Scrape {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** `name type` of our metrics. */
  get names(): string[] {
    return [...this.text.matchAll(/^# TYPE (ringback_\w+) (\w+)$/gm)]
      .map(([, name, type]) => `${String(name)} ${String(type)}`)
      .sort();
  }

  value(series: string): number | null {
    const line = this.text.split('\n').find((one) => one.startsWith(`${series} `));
    return line === undefined ? null : Number(line.slice(series.length + 1));
  }
}

async function scrape({ internalUrl }: { internalUrl: string | null }): Promise<Scrape> {
  const answer = await fetch(`${String(internalUrl)}/metrics`);
  expect(answer.status).toBe(200);
  return new Scrape(await answer.text());
}

describe.each(['postgres', 'redis'] as const)('the measures, with the queues on %s,', (store) => {
  let stand: TestStand;
  let ingest: RunningIngest;
  let worker: RunningWorker;
  let cabinet: Console;
  let widgetHash: string;
  let leadId: string;

  const post = (hash: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${ingest.url}/formReceiver?widgetHash=${hash}`, { method: 'POST', body: new URLSearchParams(fields) });

  beforeAll(async () => {
    stand = await openTestStand({ store });
    stand.ingestConfig.metrics = ANYWHERE;
    stand.workerConfig.metrics = ANYWHERE;
    ingest = await stand.startIngest();
    worker = await stand.startWorker();
    const { database, redis, files, log } = stand.ingestConfig;
    cabinet = await createConsole(
      {
        http: { ...ANYWHERE, trustProxyHops: 0 },
        publicUrl: 'http://127.0.0.1:3200',
        database,
        redis,
        files,
        authSecret: 'a secret of the tests, which is long enough 0123456789',
        metrics: ANYWHERE,
        log,
      },
      createTestLogger(),
    );
    widgetHash = await stand.addWidget();
    await waitFor(async () => (await post(widgetHash, { name: 'Anna' })).status === 200);
    // A machine that is busy with other tests may not store in time at once.
    leadId = await waitFor(async () =>
      (await post(widgetHash, { name: 'Ivan', tel: PHONE })).headers.get('ringback-lead-id'),
    );
    await post('f'.repeat(32), { tel: PHONE });
    await stand.waitForLead(
      leadId,
      ({ state, deliveries }) => state === 'finished' && deliveries.every((one) => one.state === 'delivered'),
    );
  });
  afterAll(async () => {
    await cabinet.close();
    await stand.close();
  });

  it('are those that docs/metrics.md tells, of each process', async () => {
    expect((await scrape(ingest)).names).toEqual([...everywhere, ...documented('Ingest')].sort());
    expect((await scrape(worker)).names).toEqual([...everywhere, ...documented('Worker')].sort());
    expect((await scrape(cabinet)).names).toEqual(everywhere);
  });

  it('of every process tell of its stores, its clock, its pool and its event loop', async () => {
    for (const running of [ingest, worker, cabinet]) {
      for (const one of store === 'redis' ? ['postgres', 'redis'] : ['postgres']) {
        const skew = await waitFor(async () =>
          (await scrape(running)).value(`ringback_clock_skew_seconds{store="${one}"}`),
        );
        expect(Math.abs(skew)).toBeLessThan(1);
        expect((await scrape(running)).value(`ringback_store_up{store="${one}"}`)).toBe(1);
      }
      const scraped = await scrape(running);
      expect(scraped.value('ringback_postgres_pool_connections{state="idle"}')).toBeGreaterThan(0);
      expect(scraped.value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
      expect(scraped.value('process_resident_memory_bytes')).toBeGreaterThan(0);
    }
  });

  it('of ingest tell what it answered and how it stored', async () => {
    const scraped = await scrape(ingest);

    expect(scraped.value('ringback_submissions_total{answer="kept"}')).toBe(1);
    expect(scraped.value('ringback_submissions_total{answer="kept-not-callable"}')).toBe(1);
    expect(scraped.value('ringback_submissions_total{answer="unknown-widget"}')).toBeGreaterThanOrEqual(1);
    expect(scraped.value('ringback_submissions_total{answer="not-stored"}')).not.toBeNull();
    expect(scraped.value('ringback_enqueue_duration_seconds_count{result="stored"}')).toBeGreaterThanOrEqual(2);
    expect(scraped.value('ringback_group_size_sum{store="queue"}')).toBeGreaterThanOrEqual(1);
    expect(scraped.value('ringback_inbox_submissions_total')).not.toBeNull();
  });

  it('of the worker tell what became of the lead', async () => {
    const scraped = await scrape(worker);

    expect(scraped.value('ringback_first_ring_seconds_count')).toBe(1);
    expect(scraped.value('ringback_first_ring_seconds_sum')).toBeGreaterThan(0);
    expect(scraped.value('ringback_leads_finished_total{status="200/200"}')).toBe(1);
    expect(scraped.value('ringback_leads_finished_total{status="709/0"}')).toBeGreaterThanOrEqual(1);
    expect(scraped.value('ringback_exchange_held{exchange="ringback"}')).toBe(1);
    expect(scraped.value('ringback_live_legs{role="manager"}')).toBe(0);
    expect(scraped.value('ringback_rejected_submissions')).toBe(0);
    expect(scraped.value('ringback_inbox_submissions')).toBe(0);
    expect(scraped.value('ringback_sweeper_finds_total{kind="timer"}')).not.toBeNull();
    for (const kind of ['email', 'notification']) {
      const tries = `ringback_delivery_duration_seconds_count{kind="${kind}",result="delivered"}`;
      expect(scraped.value(tries)).toBeGreaterThanOrEqual(1);
    }
    for (const queue of ['submissions', 'scenario', 'call', 'email', 'notification']) {
      expect(scraped.value(`ringback_job_duration_seconds_count{queue="${queue}",result="done"}`)).toBeGreaterThan(0);
    }
    for (const queue of ['submissions', 'scenario', 'call', 'email', 'forward', 'notification']) {
      expect(scraped.value(`ringback_queue_jobs{queue="${queue}",state="failed"}`)).toBe(0);
      expect(scraped.value(`ringback_queue_oldest_job_age_seconds{queue="${queue}"}`)).toBe(0);
    }
  });

  it('hold nothing of a person, a widget or a lead', async () => {
    for (const running of [ingest, worker, cabinet]) {
      const { text } = await scrape(running);
      for (const secret of ['9160000077', widgetHash, leadId]) expect(text).not.toContain(secret);
    }
  });

  it('are not on a public port', async () => {
    for (const { url } of [ingest, cabinet]) {
      expect(await (await fetch(`${url}/metrics`)).text()).not.toContain('ringback_');
    }
  });

  it('stand beside the health of each process', async () => {
    for (const { internalUrl } of [ingest, worker, cabinet]) {
      for (const path of ['/livez', '/readyz']) expect((await fetch(`${String(internalUrl)}${path}`)).status).toBe(200);
    }
  });
});

describe('while a store is away', () => {
  let stand: TestStand;
  let ingest: RunningIngest;
  let worker: RunningWorker;
  beforeAll(async () => {
    stand = await openTestStand({ store: 'redis' });
    stand.ingestConfig.metrics = ANYWHERE;
    stand.workerConfig.metrics = ANYWHERE;
    ingest = await stand.startIngest();
    worker = await stand.startWorker();
    for (const running of [ingest, worker]) await seen(running, { redis: 1, postgres: 1 });
  });
  afterAll(() => stand.close());

  const seen = (running: { internalUrl: string | null }, up: Record<string, number>): Promise<Scrape> =>
    waitFor(
      async () => {
        const scraped = await scrape(running);
        const isSeen = Object.entries(up).every(
          ([store, value]) => scraped.value(`ringback_store_up{store="${store}"}`) === value,
        );
        return isSeen && scraped;
      },
      { withinMs: 10_000 },
    );

  const health = async ({ internalUrl }: RunningWorker): Promise<number[]> =>
    Promise.all(['/livez', '/readyz'].map(async (path) => (await fetch(`${String(internalUrl)}${path}`)).status));

  it('a hung Redis is told, its queues have no figures, and what goes to the inbox is counted', async () => {
    const widgetHash = await stand.addWidget();
    const url = `${ingest.url}/formReceiver?widgetHash=${widgetHash}&tel=89160000078`;
    await waitFor(async () => (await fetch(url)).status === 200);
    stand.redis?.hang();
    try {
      await waitFor(async () => (await fetch(url)).status === 200, { withinMs: 10_000 });
      const atIngest = await seen(ingest, { redis: 0, postgres: 1 });
      expect(atIngest.value('ringback_inbox_submissions_total')).toBeGreaterThan(0);
      expect(atIngest.value('ringback_group_size_count{store="inbox"}')).toBeGreaterThan(0);
      const atWorker = await seen(worker, { redis: 0, postgres: 1 });
      expect(atWorker.value('ringback_queue_jobs{queue="call",state="waiting"}')).toBeNull();
      await waitFor(async () => ((await scrape(worker)).value('ringback_sweeper_finds_total{kind="inbox"}') ?? 0) > 0);
      expect(await health(worker)).toEqual([200, 200]);
    } finally {
      stand.redis?.goOn();
    }
    await seen(ingest, { redis: 1 });
    await seen(worker, { redis: 1 });
  });

  it.each(['hang', 'refuse'] as const)('a Postgres that is away (%s) is told, and then its return', async (fault) => {
    await stand.postgres[fault]();
    try {
      const atWorker = await seen(worker, { redis: 1, postgres: 0 });
      expect(atWorker.value('ringback_inbox_submissions')).toBeNull();
      expect(await health(worker)).toEqual([200, 503]);
    } finally {
      await stand.postgres.pass();
    }
    await seen(ingest, { redis: 1, postgres: 1 });
    await seen(worker, { redis: 1, postgres: 1 });
  });
});
