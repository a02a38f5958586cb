import { randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { claimSubmissions, findLead, writeToInbox } from '@ringback/db';
import { createSeal } from '@ringback/queue';
import type { AcceptedForm } from '@ringback/submission';
import { createTestLogger } from '@ringback/test-kit';

import { NO_LIMITS, NOW, openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { keepScenarios } from '../scenario/kept-scenarios.ts';
import { createPersistGroup, type PersistGroup } from './persist-group.ts';
import { createSweepInbox } from './sweep-inbox.ts';

const seal = createSeal(randomBytes(32).toString('base64'));
const foreign = createSeal(randomBytes(32).toString('base64'));

let widget: TestWidget;
let persistGroup: PersistGroup;
let sweep: () => Promise<number>;
beforeAll(async () => {
  widget = await openTestWidget();
  const { prisma } = widget.db;
  const deps = { prisma, now: () => NOW, log: createTestLogger() };
  const dispatch = (): Promise<void> => Promise.resolve();
  persistGroup = createPersistGroup({
    ...deps,
    findSettings: widget.findSettings,
    kept: keepScenarios(),
    dispatch,
    seal,
    findChosenIds: null,
    limits: NO_LIMITS,
  });
  sweep = createSweepInbox({ ...deps, instanceId: 'worker', persistGroup });
});
afterAll(() => widget.close());

async function writeInbox(submissions: AcceptedForm[], key = seal): Promise<void> {
  const entries = submissions.map((accepted) => ({
    leadId: accepted.leadId,
    receivedAt: new Date(accepted.receivedAt),
    sealed: key.seal(JSON.stringify([accepted])),
  }));
  await writeToInbox(widget.db.prisma, entries);
}

function countLeads(submissions: AcceptedForm[]): Promise<number> {
  return widget.db.prisma.lead.count({ where: { id: { in: submissions.map(({ leadId }) => leadId) } } });
}

/** The same form once more, accepted under another id. */
function again(accepted: AcceptedForm, secondsAfter = 1): AcceptedForm {
  return { ...accepted, leadId: randomUUID(), receivedAt: secondsLater(secondsAfter).toISOString() };
}

describe('sweepInbox', () => {
  it('makes a lead of each submission, and leaves the inbox empty', async () => {
    const submissions = Array.from({ length: 30 }, () => widget.acceptForm());
    await writeInbox(submissions);
    expect(await sweep()).toBe(30);
    expect(await countLeads(submissions)).toBe(30);
    expect(await sweep()).toBe(0);
  });

  it('stores once what is in the queue as well', async () => {
    const both = widget.acceptForm();
    await writeInbox([both]);
    await Promise.all([sweep(), persistGroup(seal.seal(JSON.stringify([both])))]);
    expect(await countLeads([both])).toBe(1);
    expect(await widget.db.prisma.submissionInbox.count()).toBe(0);
  });

  it('keeps what it cannot open, and comes to what is behind it, however much that is', async () => {
    await writeInbox(
      Array.from({ length: 500 }, (_, place) => ({
        ...widget.acceptForm(),
        leadId: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
      })),
      foreign,
    );
    const good = { ...widget.acceptForm(), leadId: 'ffffffff-0000-4000-8000-000000000000' };
    await writeInbox([good]);
    expect(await sweep()).toBe(500);
    expect(await sweep()).toBe(1);
    expect(await countLeads([good])).toBe(1);
    expect(await widget.db.prisma.submissionInbox.count()).toBe(500);
    await widget.db.prisma.submissionInbox.deleteMany();
  });

  it('forgets claims that have run out', async () => {
    const { prisma } = widget.db;
    await claimSubmissions(prisma, [{ digest: 'old', leadId: randomUUID() }], secondsLater(-61), 60_000);
    await claimSubmissions(prisma, [{ digest: 'new', leadId: randomUUID() }], secondsLater(-59), 60_000);
    await sweep();
    expect(await prisma.submissionClaim.findMany({ select: { digest: true } })).toEqual([{ digest: 'new' }]);
  });
});

describe('equal submissions with different ids', () => {
  it('are one lead that is found by both ids', async () => {
    const first = widget.acceptForm();
    const second = again(first);
    await persistGroup(seal.seal(JSON.stringify([first])));
    await persistGroup(seal.seal(JSON.stringify([second])));
    expect(await countLeads([first, second])).toBe(1);
    const found = await findLead(widget.db.prisma, { accountId: null }, second.leadId, 'en');
    expect(found?.id).toBe(first.leadId);
  });

  it('are one lead also when they are stored at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const first = widget.acceptForm();
      const both = [first, again(first)];
      await Promise.all(both.map((accepted) => persistGroup(seal.seal(JSON.stringify([accepted])))));
      expect(await countLeads(both)).toBe(1);
      expect(await widget.db.prisma.leadAlias.count({ where: { alias: { in: both.map((b) => b.leadId) } } })).toBe(1);
    }
  });

  it('are two leads when a minute lies between them', async () => {
    const first = widget.acceptForm();
    const second = again(first, 60);
    for (const accepted of [first, second]) await persistGroup(seal.seal(JSON.stringify([accepted])));
    expect(await countLeads([first, second])).toBe(2);
  });
});
