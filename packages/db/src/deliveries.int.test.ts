import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { buildNewLead, NOW, secondsLater } from './build-new-lead.ts';
import {
  claimDeliveries,
  claimOverdueDeliveries,
  endLease,
  findFollowers,
  putBackDeliveries,
  recordDeliveryTries,
  renewLease,
  type ClaimedDelivery,
  type EndedTry,
} from './deliveries.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';
import type { NewDelivery } from './scenario-rows.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
beforeEach(async () => {
  await test.db.prisma.lead.deleteMany();
  await test.db.prisma.workerInstance.deleteMany();
  await renewLease(test.db.prisma, 'one', NOW, 3);
  await renewLease(test.db.prisma, 'two', NOW, 3);
});
afterAll(() => test.close());

async function planDelivery(): Promise<string> {
  const [id = ''] = await planDeliveries([{ kind: 'email', event: 'submission', target: 'owner@shop.example' }]);
  return id;
}

/** Of one lead. */
async function planDeliveries(deliveries: Omit<NewDelivery, 'id'>[]): Promise<string[]> {
  const lead = buildNewLead(test);
  const planned = deliveries.map((delivery) => ({ ...delivery, id: randomUUID() }));
  lead.decision.deliveries.push(...planned);
  await persistLeads(test.db.prisma, [lead]);
  return planned.map(({ id }) => id);
}

async function tryToClaim(id: string, by = 'one', at = NOW): Promise<ClaimedDelivery | null> {
  const [claimed] = await claimDeliveries(test.db.prisma, [id], by, at);
  return claimed ?? null;
}

const record = (delivery: ClaimedDelivery, tried: EndedTry['tried'], after: EndedTry['after']): Promise<void> =>
  recordDeliveryTries(test.db.prisma, [{ delivery, tried, after }]);

async function claim(id: string, by = 'one', at = NOW): Promise<ClaimedDelivery> {
  const claimed = await tryToClaim(id, by, at);
  if (!claimed) throw new Error('not claimed');
  return claimed;
}

const missed = { at: NOW, responseStatus: 503, error: 'busy', durationMs: 12.4 };
const delivered = { at: NOW, responseStatus: 250, error: null, durationMs: 7 };
const done = { state: 'delivered', nextAttemptAt: null } as const;

function findOverdue(at: Date, inHand: string[] = [], instanceId = 'one'): Promise<{ id: string }[]> {
  const before = new Date(at.getTime() - 2000);
  return claimOverdueDeliveries(test.db.prisma, { instanceId, inHand, before, now: at, limit: 10 });
}

describe('claimDeliveries', () => {
  it('hands a due delivery to one of many workers', async () => {
    const id = await planDelivery();
    for (const worker of ['a', 'b', 'c', 'd', 'e', 'f']) await renewLease(test.db.prisma, worker, NOW, 3);
    const claims = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((worker) => tryToClaim(id, worker, NOW)));
    expect(claims.filter(Boolean)).toMatchObject([{ id, kind: 'email', event: 'submission', attemptNumber: 1 }]);
  });

  it('hands out nothing before its time, nor what is done, nor what is not there', async () => {
    const id = await planDelivery();
    expect(await tryToClaim(id, 'one', secondsLater(-1))).toBeNull();
    await record(await claim(id), delivered, done);
    expect(await tryToClaim(id, 'one', secondsLater(9))).toBeNull();
    expect(await tryToClaim(randomUUID(), 'one', NOW)).toBeNull();
  });

  it('frees what a dead worker had when its lease has run out, as another try', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    expect(await tryToClaim(id, 'two', secondsLater(2.9))).toBeNull();
    expect(await tryToClaim(id, 'two', secondsLater(3))).toMatchObject({ attemptNumber: 2 });
  });

  it('frees at once what a worker had that stopped in good order', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    await endLease(test.db.prisma, 'one');
    expect(await tryToClaim(id, 'two', NOW)).not.toBeNull();
  });

  it('gives a worker its own again, which it had to drop for a fault of ours', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    expect(await tryToClaim(id, 'one', NOW)).toMatchObject({ attemptNumber: 2 });
  });

  it('keeps it from others as long as the lease is renewed', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    await renewLease(test.db.prisma, 'one', secondsLater(2), 3);
    expect(await tryToClaim(id, 'two', secondsLater(4))).toBeNull();
  });
});

describe('recordDeliveryTries', () => {
  it('stores the try and when the next one is due', async () => {
    const id = await planDelivery();
    await record(await claim(id), missed, {
      state: 'pending',
      nextAttemptAt: secondsLater(60),
    });
    expect(
      await test.db.prisma.delivery.findUniqueOrThrow({ where: { id }, include: { attempts: true } }),
    ).toMatchObject({
      state: 'pending',
      nextAttemptAt: secondsLater(60),
      claimedBy: null,
      attempts: [{ number: 1, at: NOW, responseStatus: 503, error: 'busy', durationMs: 12 }],
    });
    expect(await tryToClaim(id, 'two', secondsLater(59))).toBeNull();
    expect(await tryToClaim(id, 'two', secondsLater(60))).toMatchObject({ attemptNumber: 2 });
  });

  it('lets a worker that was taken for dead not undo what another has done meanwhile', async () => {
    const id = await planDelivery();
    const slow = await claim(id, 'one');
    const quick = await claim(id, 'two', secondsLater(5));
    await record(quick, delivered, done);
    await record(slow, missed, { state: 'pending', nextAttemptAt: secondsLater(60) });
    const row = await test.db.prisma.delivery.findUniqueOrThrow({
      where: { id },
      include: { attempts: { orderBy: { number: 'asc' } } },
    });
    expect(row).toMatchObject({ state: 'delivered', nextAttemptAt: null });
    expect(row.attempts).toMatchObject([
      { number: 1, responseStatus: 503 },
      { number: 2, responseStatus: 250 },
    ]);
  });
});

describe('claimOverdueDeliveries', () => {
  it('finds what nobody has taken for two seconds', async () => {
    const id = await planDelivery();
    expect(await findOverdue(secondsLater(2))).toEqual([]);
    expect(await findOverdue(secondsLater(2.1))).toMatchObject([{ id, kind: 'email' }]);
  });

  it('leaves alone what another living worker has, and what this one is busy with', async () => {
    const [theirs, mine] = [await planDelivery(), await planDelivery()];
    await claim(theirs, 'two');
    await claim(mine, 'one');
    expect(await findOverdue(secondsLater(2.5), [mine])).toEqual([]);
    expect(await findOverdue(secondsLater(3), [mine])).toMatchObject([{ id: theirs }]);
  });

  it('finds what this worker has claimed and dropped', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    expect(await findOverdue(secondsLater(2.5))).toMatchObject([{ id }]);
  });
});

describe('the order of notifications', () => {
  const told = (event: 'call.started' | 'call.finished', target = 'https://a.example/') =>
    ({ kind: 'notification', event, target }) as const;

  it('does not tell the end of a call before its start has been tried at the same webhook', async () => {
    const [started = '', finished = '', elsewhere = ''] = await planDeliveries([
      told('call.started'),
      told('call.finished'),
      told('call.finished', 'https://b.example/'),
    ]);
    expect(await tryToClaim(finished)).toBeNull();
    expect(await tryToClaim(elsewhere)).not.toBeNull();
    const start = await claim(started);
    expect(await tryToClaim(finished)).toBeNull();
    expect(await findOverdue(secondsLater(9), [started, elsewhere])).toEqual([]);
    await record(start, missed, { state: 'pending', nextAttemptAt: secondsLater(5) });
    expect(await findFollowers(test.db.prisma, [start.leadId], NOW)).toEqual([finished]);
    expect(await tryToClaim(finished)).toMatchObject({ event: 'call.finished' });
  });

  it('does not wait for a start that can never be told', async () => {
    const [started = '', finished = ''] = await planDeliveries([told('call.started'), told('call.finished')]);
    await record(await claim(started), missed, { state: 'refused', nextAttemptAt: null });
    expect(await tryToClaim(finished)).not.toBeNull();
  });
});

describe('putBackDeliveries', () => {
  it('gives a delivery back for later, which is no try', async () => {
    const id = await planDelivery();
    const { attemptNumber } = await claim(id);
    await putBackDeliveries(test.db.prisma, 'one', [{ id, attemptNumber, dueAt: secondsLater(10) }]);
    expect(await tryToClaim(id, 'two', secondsLater(9))).toBeNull();
    expect(await tryToClaim(id, 'two', secondsLater(10))).toMatchObject({ attemptNumber: 2, tries: 0 });
  });

  it('gives back nothing that another worker has taken over', async () => {
    const id = await planDelivery();
    const { attemptNumber } = await claim(id, 'one');
    await claim(id, 'two', secondsLater(5));
    await putBackDeliveries(test.db.prisma, 'one', [{ id, attemptNumber, dueAt: secondsLater(10) }]);
    expect(await test.db.prisma.delivery.findUnique({ where: { id } })).toMatchObject({ claimedBy: 'two' });
  });
});

describe('renewLease', () => {
  it('counts the workers that live', async () => {
    expect(await renewLease(test.db.prisma, 'one', secondsLater(1), 3)).toBe(2);
    expect(await renewLease(test.db.prisma, 'one', secondsLater(3), 3)).toBe(1);
  });

  it('removes leases that ran out long ago', async () => {
    await renewLease(test.db.prisma, 'three', secondsLater(3 + 3601), 3);
    expect(await test.db.prisma.workerInstance.findMany()).toMatchObject([{ id: 'three' }]);
  });
});
