import { createTestLogger } from '@ringback/test-kit';
import { afterEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { createFloodGuard, type FloodLimits } from './flood-guard.ts';
import type { IngestWidget } from './ingest-widget.ts';
import { openTestIngest, WIDGET_HASH, type TestIngest } from './open-test-ingest.ts';

const ADDRESS = `/formReceiver?widgetHash=${WIDGET_HASH}`;
const WIDE: FloodLimits = { address: 1000, network: 1000, widget: 1000, phone: 1000 };

let ingest: TestIngest;
afterEach(() => ingest.close());

async function open(limits: Partial<FloodLimits>, widget: Partial<IngestWidget> = {}): Promise<void> {
  const floods = createFloodGuard({
    limits: { ...WIDE, ...limits },
    addHits: () => Promise.reject(new Error('the store is away')),
    hideKey: (key) => key,
    onFlood: () => {},
    log: createTestLogger(),
  });
  // As many proxies as the test needs: the last of `X-Forwarded-For` is who it says it is.
  ingest = await openTestIngest({ floods, trustProxyHops: 1, widget });
}

const post = (ip: string, phone = '89998886655', headers: Record<string, string> = {}) =>
  request(ingest.url)
    .post(ADDRESS)
    .set({ 'X-Forwarded-For': ip, ...headers })
    .send(`phone=${phone}`);

describe('/formReceiver, floods', () => {
  it('answers 429 with the time to wait to a script', async () => {
    await open({ address: 2 });
    const statuses = [await post('203.0.113.9'), await post('203.0.113.9')].map(({ status }) => status);
    const flood = await post('203.0.113.9');

    expect([...statuses, flood.status]).toEqual([200, 200, 429]);
    expect(flood.body).toEqual({ status: 'fail', code: 668, reason: expect.any(String) });
    expect(flood.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('Retry-After'),
    });
    expect(Number(flood.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(flood.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(ingest.kept).toHaveLength(2);
  });

  it('answers a page to a browser that navigates', async () => {
    await open({ address: 1 });
    await post('203.0.113.9');
    const flood = await post('203.0.113.9', '89998886655', { 'Sec-Fetch-Mode': 'navigate', 'Accept-Language': 'en' });

    expect(flood.status).toBe(429);
    expect(flood.headers['retry-after']).toMatch(/^\d+$/);
    expect(flood.type).toBe('text/html');
    expect(flood.text).toContain('Please wait a minute');
  });

  it('refuses a flood from one address before it reads the form, and lets others pass', async () => {
    await open({ address: 1 });
    await post('203.0.113.9');
    const broken = await request(ingest.url)
      .post(ADDRESS)
      .set({ 'X-Forwarded-For': '203.0.113.9', 'Content-Type': 'application/json' })
      .send('{');

    expect(broken.status).toBe(429);
    expect((await post('203.0.113.10')).status).toBe(200);
  });

  it('counts those who try the hashes of widgets', async () => {
    await open({ address: 3 });
    const answers = [];
    for (let guess = 0; guess < 5; guess += 1) {
      const address = `/formReceiver?widgetHash=${String(guess).repeat(32)}`;
      answers.push(await request(ingest.url).post(address).set('X-Forwarded-For', '203.0.113.9'));
    }

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 429, 429]);
  });

  it('stops one phone that comes from many addresses', async () => {
    await open({ phone: 3 });
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await post(`198.51.${n}.1`, '+7 999 888-66-55'));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect((await post('198.51.9.1', '89998886656')).status).toBe(200);
  });

  it.each([
    { of: 'the installation', limits: { widget: 2 }, widget: {} },
    { of: 'the widget', limits: {}, widget: { formsPerMinute: 2 } },
  ])('stops a widget that gets more than the limit of $of', async ({ limits, widget }) => {
    await open(limits, widget);
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await post(`198.51.${n}.1`, `8999888665${n}`));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  });

  it('counts a sender by what the trusted proxy says and by nothing that the sender claims', async () => {
    await open({ address: 2 });
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await post(`10.0.0.${n}, 203.0.113.9`));
    answers.push(await post(Array.from({ length: 1000 }, (_, n) => `10.1.${n % 256}.1`).join(',')));
    answers.push(await post('not an address'));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200, 200]);
    expect(ingest.kept.map(({ ip }) => ip)).toEqual(['203.0.113.9', '203.0.113.9', '10.1.231.1', '']);
  });

  it('does not count a preflight, a HEAD or a look of a robot', async () => {
    await open({ address: 1 });
    const look = { 'X-Forwarded-For': '203.0.113.9', 'User-Agent': 'TelegramBot (like TwitterBot)' };
    await request(ingest.url).options(ADDRESS).set(look);
    await request(ingest.url).head(ADDRESS).set(look);
    const robot = await request(ingest.url).get(`${ADDRESS}&phone=89998886655`).set(look);

    expect(robot.status).toBe(204);
    expect(ingest.kept).toEqual([]);
    expect((await post('203.0.113.9')).status).toBe(200);
  });
});
