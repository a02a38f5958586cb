import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';
import { waitFor } from '@ringback/test-kit';
import { Registry } from 'prom-client';

import { openMetrics, type MeasuredParts, type OpenMetrics } from './open-metrics.ts';

const ANYWHERE = { host: '127.0.0.1', port: 0 };
const SECOND = 1000;

let opened: OpenMetrics;
let lines: string[];
afterEach(() => opened.close());

async function open(parts: Partial<MeasuredParts> = {}, config: typeof ANYWHERE | null = ANYWHERE): Promise<void> {
  lines = [];
  opened = await openMetrics(config ?? undefined, {
    registry: new Registry(),
    database: {
      readClock: () => Promise.resolve(new Date()),
      countConnections: () => ({ busy: 2, idle: 1, waiting: 0 }),
    },
    queueStore: { readClock: null },
    isReady: () => Promise.resolve(true),
    log: createLogger('test', { level: 'info' }, { write: (line) => lines.push(line) }),
    ...parts,
  });
}

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${opened.url ?? ''}${path}`);
  return { status: response.status, text: await response.text() };
}

const clockOff = (ms: number) => () => Promise.resolve(new Date(Date.now() - ms));

describe('the internal server', () => {
  it('tells what every process measures', async () => {
    await open({ queueStore: { readClock: () => Promise.reject(new Error('away')) } });
    await waitFor(async () => (await get('/metrics')).text.includes('ringback_clock_skew_seconds{store="postgres"}'));

    const { text } = await get('/metrics');

    expect(text).toContain('ringback_store_up{store="postgres"} 1');
    expect(text).toContain('ringback_store_up{store="redis"} 0');
    expect(text).toContain('ringback_postgres_pool_connections{state="busy"} 2');
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
    expect(text).not.toContain('ringback_clock_skew_seconds{store="redis"}');
  });

  it('takes a store that does not answer for one that is away', async () => {
    await open({ queueStore: { readClock: () => new Promise(() => {}) } });

    expect((await get('/metrics')).text).toContain('ringback_store_up{store="redis"} 0');
  });

  it.each([
    { isReady: () => Promise.resolve(true), status: 200 },
    { isReady: () => Promise.resolve(false), status: 503 },
    { isReady: () => new Promise<boolean>(() => {}), status: 503 },
    { isReady: () => Promise.reject(new Error('broken')), status: 500 },
  ])('answers $status on /readyz, and lives all the same', async ({ isReady, status }) => {
    await open({ isReady });

    expect((await get('/readyz')).status).toBe(status);
    expect(await get('/livez')).toEqual({ status: 200, text: 'ok' });
    expect((await get('/')).status).toBe(404);
  });

  it('is not there without a config', async () => {
    await open({}, null);

    expect(opened.url).toBeNull();
  });
});

describe('a clock', () => {
  it.each([
    { ms: 500, level: null },
    { ms: 5 * SECOND, level: 40 },
    { ms: -60 * SECOND, level: 50 },
  ])('that is $ms ms off is told with level $level', async ({ ms, level }) => {
    await open({ database: { readClock: clockOff(ms), countConnections: () => ({}) } });
    await waitFor(async () => (await get('/metrics')).text.includes('ringback_clock_skew_seconds{'));

    const told = lines.map((line): { level: number; store?: string } => JSON.parse(line)).filter(({ store }) => store);

    expect(told.map((line) => line.level)).toEqual(level === null ? [] : [level]);
  });
});
