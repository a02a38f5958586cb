import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { persistLeads, renewLease, type ClaimedDelivery } from '@ringback/db';
import type { DeliveryJob } from '@ringback/queue';
import { createTestLogger, waitFor } from '@ringback/test-kit';

import { FakeQueue } from '../fake-queue.ts';
import { NOW, noEarlierCalls, openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { decideLeads } from '../persist/decide-leads.ts';
import { createDeliverer, type Deliverer } from './deliverer.ts';
import type { SendDelivery } from './try-once.ts';

const DELIVERED = {
  kind: 'delivered',
  responseStatus: 250,
  error: null,
  retryAfter: null,
  scheduleSeconds: [0],
} as const;
const MISSED = { ...DELIVERED, kind: 'missed', responseStatus: 503, error: 'busy', scheduleSeconds: [0, 60] } as const;

let widget: TestWidget;
let now: Date;
let sent: ClaimedDelivery[];
let answer: SendDelivery;
let jobs: FakeQueue<DeliveryJob>;

beforeAll(async () => {
  widget = await openTestWidget({ letterTo: ['owner@shop.example'] });
});
beforeEach(async () => {
  await widget.db.prisma.lead.deleteMany();
  now = NOW;
  sent = [];
  answer = () => Promise.resolve(DELIVERED);
  jobs = new FakeQueue<DeliveryJob>();
});
afterAll(() => widget.close());

async function open(instanceId = 'one'): Promise<Deliverer> {
  await renewLease(widget.db.prisma, instanceId, now, 3);
  const send: SendDelivery = (delivery) => {
    sent.push(delivery);
    return answer(delivery);
  };
  return createDeliverer({
    prisma: widget.db.prisma,
    instanceId,
    senders: { email: send, forward: send, notification: send },
    deliveryJobs: { email: jobs, forward: jobs, notification: jobs },
    perHost: () => 16,
    now: () => now,
    log: createTestLogger(),
  });
}

/** A letter that is due now. */
async function plan(): Promise<string> {
  const settings = await widget.findSettings(widget.accept().widgetId, 1);
  const leads = decideLeads([{ accepted: widget.accept(), settings }], noEarlierCalls(), NOW);
  await persistLeads(widget.db.prisma, leads);
  return leads[0]?.decision.deliveries[0]?.id ?? '';
}

const rowOf = (id: string) =>
  widget.db.prisma.delivery.findUniqueOrThrow({ where: { id }, include: { attempts: true } });

describe('deliver', () => {
  it('makes a try that is due once, however often it is asked for', async () => {
    const id = await plan();
    const [one, two] = [await open('one'), await open('two')];
    await Promise.all([one, one, two, two].map((deliverer) => deliverer.deliver(id)));
    await one.deliver(id);
    expect(sent).toMatchObject([{ id, kind: 'email', event: 'submission', attemptNumber: 1 }]);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', attempts: [{ number: 1, responseStatus: 250 }] });
  });

  it('plans the next try and a job for it when one was missed', async () => {
    const id = await plan();
    answer = () => Promise.resolve(MISSED);
    await (await open()).deliver(id);
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'pending', attempts: [{ error: 'busy' }] });
    expect(row.nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(secondsLater(60).getTime());
    expect(jobs.jobs).toMatchObject([{ data: { deliveryId: id }, jobId: `${id}-2` }]);
    expect(jobs.jobs[0]?.delayMs).toBeGreaterThanOrEqual(60_000);
  });

  it('waits as long as the other side asked for', async () => {
    const id = await plan();
    answer = () => Promise.resolve({ ...MISSED, retryAfter: secondsLater(500) });
    await (await open()).deliver(id);
    expect(await rowOf(id)).toMatchObject({ nextAttemptAt: secondsLater(500) });
  });

  it('is planned all the same when the queue is away', async () => {
    const id = await plan();
    answer = () => Promise.resolve(MISSED);
    jobs.isAway = true;
    await (await open()).deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'pending', claimedBy: null });
  });

  it('can be tried again by the same worker after a fault of ours', async () => {
    const id = await plan();
    const deliverer = await open();
    answer = () => Promise.reject(new Error('database is away'));
    await expect(deliverer.deliver(id)).rejects.toThrow('database is away');
    answer = () => Promise.resolve(DELIVERED);
    await deliverer.deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', attemptCount: 2 });
  });

  it('waits longer, and says so, when it can never be made ready', async () => {
    const id = await plan();
    const deliverer = await open();
    answer = () => Promise.reject(new TypeError('cannot read properties of undefined'));
    for (let fault = 1; fault < 3; fault += 1) await expect(deliverer.deliver(id)).rejects.toThrow('cannot read');
    expect(await rowOf(id)).toMatchObject({ state: 'pending', attempts: [] });
    await deliverer.deliver(id);
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'pending', attempts: [{ error: expect.stringContaining('a fault of ours') }] });
    expect(row.nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(secondsLater(60).getTime());
  });
});

describe('sweep', () => {
  const sweep = async (deliverer: Deliverer): Promise<void> => {
    await deliverer.sweep(new Date(now.getTime() - 2000));
    await deliverer.close();
  };

  it('makes the tries that nobody has made for two seconds', async () => {
    const id = await plan();
    now = secondsLater(2);
    await sweep(await open());
    expect(sent).toEqual([]);
    now = secondsLater(2.5);
    await sweep(await open());
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
  });

  it('takes over what a dead worker had in hand', async () => {
    const id = await plan();
    answer = () => Promise.reject(new Error('killed'));
    await expect((await open('dead')).deliver(id)).rejects.toThrow('killed');
    answer = () => Promise.resolve(DELIVERED);
    now = secondsLater(2.9);
    await sweep(await open('two'));
    expect(sent).toHaveLength(1);
    now = secondsLater(3);
    await sweep(await open('two'));
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
  });

  it('does not begin again what this worker is busy with, nor wait for it', async () => {
    const id = await plan();
    const { promise, resolve } = Promise.withResolvers<typeof DELIVERED>();
    answer = () => promise;
    const deliverer = await open();
    const slow = deliverer.deliver(id);
    await waitFor(() => sent.length === 1);
    now = secondsLater(2.5);
    await deliverer.sweep(secondsLater(0.5));
    expect(sent).toHaveLength(1);
    resolve(DELIVERED);
    await slow;
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', attemptCount: 1 });
  });

  it('survives a delivery that fails by our own fault', async () => {
    await plan();
    await plan();
    answer = () => Promise.reject(new Error(`fault ${randomUUID()}`));
    now = secondsLater(5);
    await sweep(await open());
    expect(sent).toHaveLength(2);
  });
});
