import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadView } from '@ringback/db';
import type { Exchange } from '@ringback/exchange';
import { formatStatus } from '@ringback/scenario';
import { waitFor } from '@ringback/test-kit';
import type { RunningWorker } from '@ringback/worker';

import { buildExchangeConfig, openTestStand, startExchange, type TestStand } from './test-stand.ts';
import { killWorkerProcesses, startWorkerProcess } from './worker-process.ts';

const WITHIN_MS = 80_000;

let stand: TestStand;
let second: Exchange;
beforeAll(async () => {
  stand = await openTestStand({ timeScale: 3 });
  second = await startExchange(3);
  stand.workerConfig.exchanges.push(buildExchangeConfig('second', second.url));
});
const workers: RunningWorker[] = [];
afterEach(async () => {
  killWorkerProcesses();
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
});
afterAll(async () => {
  await stand.close();
  await second.close();
});

const isFinished = ({ state }: LeadView): boolean => state === 'finished';

/** A worker that holds these exchanges. */
async function startWorker(...exchanges: string[]): Promise<void> {
  const worker = await stand.startWorker();
  workers.push(worker);
  await waitFor(() => exchanges.every((name) => worker.isHolding(name)), { withinMs: WITHIN_MS });
}

/** A widget whose people have time, however slow the machine is. */
function addWidget(settings: object = {}): Promise<string> {
  const patient = { managerRingTimeoutSeconds: 30, visitorRingTimeoutSeconds: 30 };
  return stand.addWidget({ ...patient, retry: { intervalsSeconds: [1, 1] }, ...settings });
}

/** Calls so many people at once; their leads when all have ended. */
async function callMany(widget: string, phones: string[]): Promise<LeadView[]> {
  const ids = await Promise.all(phones.map((phone) => stand.submit(widget, { phone })));
  return Promise.all(ids.map((id) => stand.waitForLead(id, isFinished, WITHIN_MS)));
}

const phonesFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, place) => `+7916${String(first + place).padStart(5, '0')}10`);

/** Attempt and number of every ring of a lead's phones at an exchange. */
function ringsAt(exchange: Exchange, leadId: string): string[] {
  return exchange
    .witness()
    .filter(({ kind, callId }) => kind === 'ring' && callId.startsWith(leadId))
    .map(({ callId, number }) => `${/-a(\d+)-[mv]\d+$/.exec(callId)?.[1]} ${number}`);
}

/** Where the phones of a lead were rung: those of one attempt at one exchange, and none twice. */
function whereRung({ id }: LeadView): ('first' | 'second')[] {
  const rings = { first: ringsAt(stand.exchange, id), second: ringsAt(second, id) };
  const all = [...rings.first, ...rings.second];
  expect(all).toEqual([...new Set(all)]);
  const attempts = [rings.first, rings.second].flatMap((own) => [...new Set(own.map((ring) => ring.split(' ')[0]))]);
  expect(attempts).toEqual([...new Set(attempts)]);
  return (['first', 'second'] as const).filter((name) => rings[name].length > 0);
}

const statusOf = ({ status }: LeadView): string => (status ? formatStatus(status) : '');

describe('a worker with two exchanges', () => {
  it('spreads calls over both, and joins the two of a lead on one', async () => {
    await startWorker('ringback', 'second');
    const leads = await callMany(await addWidget(), phonesFrom(100, 16));
    expect(leads.map(statusOf)).toEqual(leads.map(() => '200/200'));
    expect(new Set(leads.flatMap(whereRung))).toEqual(new Set(['first', 'second']));
  }, 180_000);

  it('calls over those that a widget names', async () => {
    await startWorker('ringback', 'second');
    const leads = await callMany(await addWidget({ exchanges: ['second', 'ringback'] }), phonesFrom(200, 6));
    expect(leads.map(statusOf)).toEqual(leads.map(() => '200/200'));
    expect(leads.map(whereRung)).toEqual(leads.map(() => ['second']));
  }, 180_000);

  it('has another one ring the phones whose exchange nobody holds any more', async () => {
    const { prisma } = stand.db;
    const lost = { name: 'lost', routes: 1, heldBy: 'a worker that has died' };
    const widget = await addWidget({ exchanges: ['lost', 'ringback'] });
    await prisma.exchange.create({ data: { ...lost, upUntil: new Date(Date.now() + 3_600_000) } });
    await startWorker('ringback');
    const id = await stand.submit(widget, { phone: '+79160030010' });
    await stand.waitForLead(id, ({ timeline }) => timeline.some(({ type }) => type === 'leg-dialed'));
    await prisma.exchange.update({ where: { name: 'lost' }, data: { upUntil: new Date(0) } });
    const lead = await stand.waitForLead(id, isFinished, WITHIN_MS);
    expect(statusOf(lead)).toBe('200/200');
    expect(lead.attempts).toHaveLength(1);
    expect(lead.timeline.map(({ type }) => type)).toContain('exchange-away');
    expect(whereRung(lead)).toEqual(['first']);
  }, 180_000);
});

describe('workers with an exchange each', () => {
  it('go on when the holder of one is killed: another takes it, and talks are not cut off', async () => {
    const [one, two] = stand.workerConfig.exchanges;
    if (!one || !two) throw new Error('there are two exchanges');
    const first = await startWorkerProcess({ ...stand.workerConfig, exchanges: [one] }, 'in mid talk');
    await startWorkerProcess({ ...stand.workerConfig, exchanges: [two] });
    const names = async (): Promise<number> =>
      stand.db.prisma.exchange.count({ where: { name: { not: 'lost' }, upUntil: { gt: new Date() } } });
    await waitFor(async () => (await names()) === 2, { withinMs: WITHIN_MS });
    // Each worker looks once a second what exchanges there are; all forms may be one group, which one worker decides about.
    await sleep(2500);
    const widget = await addWidget();
    const called = callMany(widget, phonesFrom(400, 12));
    expect(await first.ended).toBe('SIGKILL');
    await startWorkerProcess(stand.workerConfig);
    const leads = await called;
    expect(leads.filter(({ talkSeconds }) => (talkSeconds ?? 0) < 2.5)).toEqual([]);
    expect(leads.map(statusOf)).toEqual(leads.map(() => '200/200'));
    expect(new Set(leads.flatMap(whereRung))).toEqual(new Set(['first', 'second']));
  }, 180_000);

  it('call over the other when one exchange is gone', async () => {
    await startWorkerProcess(stand.workerConfig);
    await waitFor(async () => (await stand.db.prisma.exchange.count({ where: { upUntil: { gt: new Date() } } })) >= 2);
    await second.close();
    const leads = await callMany(await addWidget(), phonesFrom(500, 12));
    expect(leads.map(statusOf)).toEqual(leads.map(() => '200/200'));
    expect(new Set(leads.flatMap(whereRung))).toEqual(new Set(['first']));
  }, 180_000);
});
