import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@ringback/test-kit';

import { buildNewLead, NOW, secondsLater } from './build-new-lead.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { ChainTakenError, findStoredLeads, LeadRefusedError, persistLeads } from './persist-leads.ts';
import type { NewDelivery } from './scenario-rows.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

describe('persistLeads', () => {
  it('stores a lead with its scenario, attempt, leg, timeline, effects and deliveries', async () => {
    const { prisma } = test.db;
    const lead = buildNewLead(test);
    const { leadId } = lead.accepted;
    const letter: NewDelivery = { id: randomUUID(), kind: 'email', event: 'submission', target: 'owner@shop.example' };
    lead.decision.deliveries.push(letter);
    await persistLeads(prisma, [lead]);

    const stored = await prisma.lead.findUniqueOrThrow({
      where: { id: leadId },
      include: {
        scenario: true,
        attempts: true,
        legs: true,
        effects: true,
        deliveries: true,
        timeline: { orderBy: { place: 'asc' } },
      },
    });
    expect(stored).toMatchObject({ receivedAt: NOW, phone: lead.accepted.submission.phone, visitorName: 'Ivan' });
    expect(stored.scenario).toMatchObject({
      version: 1,
      state: 'calling',
      statusManager: 1,
      statusVisitor: 0,
      dueAt: secondsLater(35),
      finishedAt: null,
      document: { status: 'dialing-manager' },
    });
    expect(stored.attempts).toMatchObject([{ number: 1, startedAt: NOW, endedAt: null }]);
    expect(stored.legs).toMatchObject([
      {
        callId: `${leadId}-a1-m1`,
        role: 'manager',
        number: '+74950000001',
        plannedAt: NOW,
        claimedAt: null,
        liveUntil: secondsLater(30 + 4 * 30 + 90 + 3600 + 60),
      },
    ]);
    expect(stored.timeline.map(({ seq, place, type }) => [seq, place, type])).toEqual([
      [1, 0, 'lead-accepted'],
      [1, 1, 'attempt-started'],
      [1, 2, 'leg-dialed'],
    ]);
    expect(stored.effects).toMatchObject([
      { id: `${leadId}-v1-e2`, type: 'dial-leg', payload: { number: '+74950000001', lines: 1 }, doneAt: null },
    ]);
    expect(stored.deliveries).toMatchObject([{ ...letter, state: 'pending', nextAttemptAt: NOW, attemptCount: 0 }]);
  });

  it('leaves a lead that is there already as it is', async () => {
    const lead = buildNewLead(test);
    await persistLeads(test.db.prisma, [lead]);
    const other = buildNewLead({ ...test, leadId: lead.accepted.leadId, submission: { visitorName: 'Pyotr' } });
    await persistLeads(test.db.prisma, [other]);
    const rows = await test.db.prisma.lead.findMany({
      where: { id: lead.accepted.leadId },
      include: { timeline: true, legs: true },
    });
    expect(rows).toMatchObject([{ visitorName: 'Ivan', timeline: { length: 3 }, legs: { length: 1 } }]);
  });

  it('stores a group in one statement, new leads beside such as are there', async () => {
    const group = Array.from({ length: 64 }, () => buildNewLead(test));
    await persistLeads(test.db.prisma, group.slice(0, 10));
    await persistLeads(test.db.prisma, group);
    const ids = group.map(({ accepted }) => accepted.leadId);
    expect(await findStoredLeads(test.db.prisma, [...ids, randomUUID()])).toEqual(new Set(ids));
    expect(await test.db.prisma.scenario.count({ where: { leadId: { in: ids } } })).toBe(64);
    expect(await test.db.prisma.leg.count({ where: { leadId: { in: ids } } })).toBe(64);
  });

  it('lets a phone have one unfinished chain in a widget, and leaves nothing of the group that breaks the rule', async () => {
    const first = buildNewLead(test);
    await persistLeads(test.db.prisma, [first]);
    const { phone } = first.accepted.submission;
    const group = [buildNewLead(test), buildNewLead({ ...test, submission: { phone } })];
    await expect(persistLeads(test.db.prisma, group)).rejects.toThrow(ChainTakenError);
    const ids = group.map(({ accepted }) => accepted.leadId);
    expect(await findStoredLeads(test.db.prisma, ids)).toEqual(new Set());
  });

  it('lets exactly one of two workers begin a chain at the same moment', async () => {
    const phone = '+79990000001';
    const both = [1, 2].map(() => persistLeads(test.db.prisma, [buildNewLead({ ...test, submission: { phone } })]));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'ChainTakenError' } });
  });

  it.each([
    { what: 'a NUL in a text', submission: { comment: 'a\u0000b' }, sqlState: '22P05' },
    { what: 'half a surrogate pair', submission: { visitorName: 'a\ud800b' }, sqlState: '22P02' },
  ])('says that Postgres will never take $what', async ({ submission, sqlState }) => {
    const refused = persistLeads(test.db.prisma, [buildNewLead({ ...test, submission })]);
    await expect(refused).rejects.toThrow(LeadRefusedError);
    await expect(refused).rejects.toMatchObject({ reason: sqlState });
  });

  it('says that Postgres will never take a lead of a widget that is not there', async () => {
    const lead = buildNewLead({ ...test, widgetId: randomUUID() });
    await expect(persistLeads(test.db.prisma, [lead])).rejects.toMatchObject({ reason: '23503' });
  });

  it('does not take a database that is away for a refusal', async () => {
    const gone = await openTestDatabase();
    const lead = buildNewLead(gone);
    await gone.close();
    const failed = await persistLeads(gone.db.prisma, [lead]).catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toBeInstanceOf(LeadRefusedError);
    expect(failed).not.toBeInstanceOf(ChainTakenError);
  });

  it('tells listeners the account and the id of each new lead', async () => {
    const told: string[] = [];
    const listener = test.db.listen('lead_changed', (payload) => told.push(payload));
    try {
      // The listener connects in its own time.
      const { leadId } = await waitFor(async () => {
        const lead = buildNewLead(test);
        await persistLeads(test.db.prisma, [lead]);
        return told.length > 0 ? lead.accepted : null;
      });
      await waitFor(() => told.includes(`${test.accountId} ${leadId}`));
    } finally {
      await listener.close();
    }
  });
});
