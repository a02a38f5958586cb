import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { buildNewLead, NOW, secondsLater } from './build-new-lead.ts';
import {
  claimDelivery,
  endLease,
  findOverdueDeliveries,
  recordDeliveryTry,
  renewLease,
  type ClaimedDelivery,
} from './deliveries.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';

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
  const lead = buildNewLead(test);
  const id = randomUUID();
  lead.decision.deliveries.push({ id, kind: 'email', event: 'submission', target: 'owner@shop.example' });
  await persistLeads(test.db.prisma, [lead]);
  return id;
}

async function claim(id: string, by = 'one', at = NOW): Promise<ClaimedDelivery> {
  const claimed = await claimDelivery(test.db.prisma, id, by, at);
  if (!claimed) throw new Error('not claimed');
  return claimed;
}

const missed = { at: NOW, responseStatus: 503, error: 'busy', durationMs: 12.4 };
const delivered = { at: NOW, responseStatus: 250, error: null, durationMs: 7 };
const done = { state: 'delivered', nextAttemptAt: null } as const;

function findOverdue(at: Date, inHand: string[] = [], instanceId = 'one'): Promise<{ id: string }[]> {
  const before = new Date(at.getTime() - 2000);
  return findOverdueDeliveries(test.db.prisma, { instanceId, inHand, before, now: at, limit: 10 });
}

describe('claimDelivery', () => {
  it('hands a due delivery to one of many workers', async () => {
    const id = await planDelivery();
    for (const worker of ['a', 'b', 'c', 'd', 'e', 'f']) await renewLease(test.db.prisma, worker, NOW, 3);
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((worker) => claimDelivery(test.db.prisma, id, worker, NOW)),
    );
    expect(claims.filter(Boolean)).toMatchObject([{ id, kind: 'email', event: 'submission', attemptNumber: 1 }]);
  });

  it('hands out nothing before its time, nor what is done, nor what is not there', async () => {
    const id = await planDelivery();
    expect(await claimDelivery(test.db.prisma, id, 'one', secondsLater(-1))).toBeNull();
    await recordDeliveryTry(test.db.prisma, await claim(id), delivered, done);
    expect(await claimDelivery(test.db.prisma, id, 'one', secondsLater(9))).toBeNull();
    expect(await claimDelivery(test.db.prisma, randomUUID(), 'one', NOW)).toBeNull();
  });

  it('frees what a dead worker had when its lease has run out, as another try', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    expect(await claimDelivery(test.db.prisma, id, 'two', secondsLater(2.9))).toBeNull();
    expect(await claimDelivery(test.db.prisma, id, 'two', secondsLater(3))).toMatchObject({ attemptNumber: 2 });
  });

  it('frees at once what a worker had that stopped in good order', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    await endLease(test.db.prisma, 'one');
    expect(await claimDelivery(test.db.prisma, id, 'two', NOW)).not.toBeNull();
  });

  it('gives a worker its own again, which it had to drop for a fault of ours', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    expect(await claimDelivery(test.db.prisma, id, 'one', NOW)).toMatchObject({ attemptNumber: 2 });
  });

  it('keeps it from others as long as the lease is renewed', async () => {
    const id = await planDelivery();
    await claim(id, 'one');
    await renewLease(test.db.prisma, 'one', secondsLater(2), 3);
    expect(await claimDelivery(test.db.prisma, id, 'two', secondsLater(4))).toBeNull();
  });
});

describe('recordDeliveryTry', () => {
  it('stores the try and when the next one is due', async () => {
    const id = await planDelivery();
    await recordDeliveryTry(test.db.prisma, await claim(id), missed, {
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
    expect(await claimDelivery(test.db.prisma, id, 'two', secondsLater(59))).toBeNull();
    expect(await claimDelivery(test.db.prisma, id, 'two', secondsLater(60))).toMatchObject({ attemptNumber: 2 });
  });

  it('lets a worker that was taken for dead not undo what another has done meanwhile', async () => {
    const id = await planDelivery();
    const slow = await claim(id, 'one');
    const quick = await claim(id, 'two', secondsLater(5));
    await recordDeliveryTry(test.db.prisma, quick, delivered, done);
    await recordDeliveryTry(test.db.prisma, slow, missed, { state: 'pending', nextAttemptAt: secondsLater(60) });
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

describe('findOverdueDeliveries', () => {
  it('finds what nobody has taken for two seconds', async () => {
    const id = await planDelivery();
    expect(await findOverdue(secondsLater(2))).toEqual([]);
    expect(await findOverdue(secondsLater(2.1))).toEqual([{ id, kind: 'email' }]);
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

describe('renewLease', () => {
  it('removes leases that ran out long ago', async () => {
    await renewLease(test.db.prisma, 'three', secondsLater(3 + 3601), 3);
    expect(await test.db.prisma.workerInstance.findMany()).toMatchObject([{ id: 'three' }]);
  });
});
