import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { persistLeads, renewLease } from '@ringback/db';
import type { DeliveryJob } from '@ringback/queue';
import { createTestLogger, waitFor } from '@ringback/test-kit';

import { FakeQueue } from '../fake-queue.ts';
import { NOW, noEarlierCalls, openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { decideLeads } from '../persist/decide-leads.ts';
import { createDeliverer, type Deliverer } from './deliverer.ts';
import type { SendDelivery } from './try-once.ts';

const URLS = ['https://a.example/hook', 'https://b.example/hook'];
const DELIVERED = {
  kind: 'delivered',
  responseStatus: 200,
  error: null,
  retryAfter: null,
  scheduleSeconds: [0],
} as const;
const SILENT = {
  ...DELIVERED,
  kind: 'missed',
  responseStatus: null,
  error: 'no answer in time',
  scheduleSeconds: [0, 1, 1, 1, 1, 1],
} as const;
const GONE = { ...DELIVERED, kind: 'failed', responseStatus: 410, error: 'the endpoint answered 410' } as const;

let widget: TestWidget;
let now: Date;
let sent: string[];
let answer: SendDelivery;

beforeAll(async () => {
  widget = await openTestWidget({ webhooks: URLS.map((url) => ({ url, events: ['lead.accepted'] })) });
});
beforeEach(async () => {
  const { prisma } = widget.db;
  await prisma.lead.deleteMany();
  await prisma.silentHost.deleteMany();
  await prisma.failingWebhook.deleteMany();
  now = NOW;
  sent = [];
  answer = () => Promise.resolve(DELIVERED);
});
afterAll(() => widget.close());

async function open(instanceId = 'one'): Promise<Deliverer> {
  await renewLease(widget.db.prisma, instanceId, now, 3_000_000);
  const send: SendDelivery = (delivery) => {
    sent.push(delivery.target);
    return answer(delivery);
  };
  const jobs = new FakeQueue<DeliveryJob>();
  return createDeliverer({
    prisma: widget.db.prisma,
    instanceId,
    senders: { email: send, forward: send, notification: send },
    deliveryJobs: { email: jobs, forward: jobs, notification: jobs },
    perHost: () => 4,
    now: () => now,
    log: createTestLogger(),
  });
}

/** The notifications of a new lead, to both webhooks in their order. */
async function plan(): Promise<[string, string]> {
  const settings = await widget.findSettings(widget.accept().widgetId, 1);
  const leads = decideLeads([{ accepted: widget.accept(), settings }], noEarlierCalls(), now);
  await persistLeads(widget.db.prisma, leads);
  const [a, b] = leads[0]?.decision.deliveries ?? [];
  return [a?.id ?? '', b?.id ?? ''];
}

const rowOf = (id: string) =>
  widget.db.prisma.delivery.findUniqueOrThrow({ where: { id }, include: { attempts: true } });

/** Makes host a give no answer as often as it takes to leave it alone. */
async function silence(deliverer: Deliverer): Promise<void> {
  answer = () => Promise.resolve(SILENT);
  for (let times = 0; times < 3; times += 1) await deliverer.deliver((await plan())[0]);
  answer = () => Promise.resolve(DELIVERED);
  sent = [];
}

describe('a host that gives no answer', () => {
  it('is left alone by all workers, which is no try, and keeps nobody else waiting', async () => {
    const [one, two] = [await open('one'), await open('two')];
    await silence(one);
    const [a, b] = await plan();
    await two.sweep(secondsLater(-9));
    await two.deliver(a);
    await two.deliver(b);
    expect(sent).toEqual([URLS[1]]);
    const row = await rowOf(a);
    expect(row).toMatchObject({ state: 'pending', claimedBy: null, attempts: [] });
    expect(row.nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(secondsLater(15).getTime());
  });

  it('is tried by one delivery after the pause; its answer lets the others go', async () => {
    const [one, two] = [await open('one'), await open('two')];
    await silence(one);
    now = secondsLater(16);
    await two.sweep(secondsLater(-9));
    const [[first], [second], [third]] = [await plan(), await plan(), await plan()];
    const { promise, resolve } = Promise.withResolvers<typeof DELIVERED>();
    answer = () => promise;
    const probe = one.deliver(first);
    await waitFor(() => sent.length === 1);
    await two.deliver(second);
    expect(sent).toHaveLength(1);
    resolve(DELIVERED);
    await probe;
    await one.deliver(third);
    await two.sweep(secondsLater(-9));
    now = secondsLater(60);
    await two.deliver(second);
    expect(sent).toHaveLength(3);
  });

  it('is left alone for longer when it is still silent', async () => {
    const one = await open();
    await silence(one);
    answer = () => Promise.resolve(SILENT);
    now = secondsLater(16);
    await one.deliver((await plan())[0]);
    expect(sent).toHaveLength(1);
    now = secondsLater(16 + 29);
    await one.deliver((await plan())[0]);
    expect(sent).toHaveLength(1);
    now = secondsLater(16 + 31);
    await one.deliver((await plan())[0]);
    expect(sent).toHaveLength(2);
  });
});

describe('what was not sent at all', () => {
  const FAULT = () => Promise.reject(new TypeError('cannot read properties of undefined'));

  it('says nothing of its webhook and its host when the fault is ours', async () => {
    const deliverer = await open();
    answer = () => Promise.resolve(SILENT);
    await deliverer.deliver((await plan())[0]);
    await widget.db.prisma.failingWebhook.deleteMany();
    answer = FAULT;
    const [id] = await plan();
    for (let fault = 1; fault < 3; fault += 1) await expect(deliverer.deliver(id)).rejects.toThrow('cannot read');
    await deliverer.deliver(id);
    expect(await rowOf(id)).toMatchObject({ attempts: [{ error: expect.stringContaining('a fault of ours') }] });
    expect(await widget.db.prisma.failingWebhook.findMany()).toEqual([]);
    expect(await widget.db.prisma.silentHost.findMany()).toMatchObject([{ failures: 1 }]);
  });

  it('is not given up for a fault of ours as long as its own schedule goes on', async () => {
    const deliverer = await open();
    const [id] = await plan();
    answer = () => Promise.resolve({ ...SILENT, responseStatus: 503, scheduleSeconds: Array(20).fill(1) });
    for (let tries = 1; tries < 20; tries += 1) {
      await deliverer.deliver(id);
      now = secondsLater(2 * tries);
    }
    answer = FAULT;
    for (let fault = 1; fault < 3; fault += 1) await expect(deliverer.deliver(id)).rejects.toThrow('cannot read');
    await deliverer.deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'pending' });
  });
});

describe('a webhook', () => {
  const letters = () => widget.db.prisma.delivery.findMany({ where: { event: 'webhook.off' } });

  beforeEach(async () => {
    const { accountId } = widget.accept();
    const user = { id: 'owner', accountId, name: 'Olga', email: 'olga@shop.example' };
    await widget.db.prisma.user.upsert({ where: { id: user.id }, create: user, update: {} });
  });

  it('that is gone is switched off, and those of the account are told', async () => {
    const [one, two] = [await open('one'), await open('two')];
    answer = () => Promise.resolve(GONE);
    await one.deliver((await plan())[0]);
    expect(await letters()).toMatchObject([{ kind: 'email', target: 'olga@shop.example', state: 'pending' }]);
    answer = () => Promise.resolve(DELIVERED);
    const [a, b] = await plan();
    await two.sweep(secondsLater(-9));
    await two.deliver(a);
    await two.deliver(b);
    expect(sent).toEqual([URLS[0], URLS[1]]);
    expect(await rowOf(a)).toMatchObject({
      state: 'refused',
      attempts: [{ error: 'the webhook is switched off: it has answered 410, gone for good' }],
    });
  });

  it('that fails for days is switched off', async () => {
    const one = await open();
    answer = () => Promise.resolve({ ...SILENT, responseStatus: 500 });
    const day = 24 * 3600;
    for (const days of [0, 1, 4.9]) {
      now = secondsLater(days * day);
      await one.deliver((await plan())[0]);
    }
    expect(await letters()).toEqual([]);
    now = secondsLater(5.1 * day);
    await one.deliver((await plan())[0]);
    expect(await letters()).toHaveLength(1);
    expect(await widget.db.prisma.failingWebhook.findMany()).toMatchObject([{ url: URLS[0], reason: 'failing' }]);
  });

  it('that works again once in a while stays on', async () => {
    const one = await open();
    for (const hours of [0, 100, 119, 121, 240]) {
      now = secondsLater(hours * 3600);
      answer = () => Promise.resolve(hours === 119 ? DELIVERED : { ...SILENT, responseStatus: 500 });
      await one.deliver((await plan())[0]);
    }
    expect(await letters()).toEqual([]);
  });
});

describe('the order of a call', () => {
  it('is kept: its end goes right after the first try of its start', async () => {
    const one = await open();
    const [id] = await plan();
    const { leadId } = await rowOf(id);
    const told = {
      leadId,
      kind: 'notification',
      target: URLS[0] ?? '',
      state: 'pending',
      createdAt: now,
      nextAttemptAt: now,
    };
    const started = { ...told, id: '0190a000-0000-7000-8000-0000000000a1', event: 'call.started' };
    const finished = { ...told, id: '0190a000-0000-7000-8000-0000000000a2', event: 'call.finished' };
    await widget.db.prisma.delivery.createMany({ data: [started, finished] });
    const events: string[] = [];
    answer = ({ event }) => {
      events.push(event);
      return Promise.resolve(event === 'call.started' ? { ...SILENT, responseStatus: 500 } : DELIVERED);
    };
    await one.deliver(finished.id);
    expect(events).toEqual([]);
    await one.deliver(started.id);
    await one.close();
    expect(events).toEqual(['call.started', 'call.finished']);
    expect(await rowOf(finished.id)).toMatchObject({ state: 'delivered' });
  });
});
