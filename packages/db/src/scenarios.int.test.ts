import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transition, type ScenarioEvent } from '@ringback/scenario';

import { buildNewLead, NOW, secondsLater } from './build-new-lead.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';
import type { Decision, NewDelivery } from './scenario-rows.ts';
import { findOverdueTimers, loadScenarios, saveTransition, saveTransitions, type LoadedScenario } from './scenarios.ts';
import { loadSettings } from './widgets.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

async function storeLead(): Promise<string> {
  const lead = buildNewLead(test);
  await persistLeads(test.db.prisma, [lead]);
  return lead.accepted.leadId;
}

async function load(leadId: string): Promise<LoadedScenario> {
  const { prisma } = test.db;
  const found = await loadScenarios(prisma, [leadId], (id, version) => loadSettings(prisma, id, version));
  const loaded = found.get(leadId);
  if (!loaded) throw new Error('not stored');
  return loaded;
}

async function decide(leadId: string, event: ScenarioEvent, at = secondsLater(5)): Promise<Decision> {
  const { state, lead, version } = await load(leadId);
  return { leadId, version: version + 1, transition: transition(state, event, lead, at), deliveries: [], at };
}

describe('loadScenarios', () => {
  it('reads what a decision needs', async () => {
    const leadId = await storeLead();
    expect(await load(leadId)).toMatchObject({
      version: 1,
      state: { status: 'dialing-manager', attempt: 1, legs: [{ callId: `${leadId}-a1-m1` }] },
      lead: { leadId, receivedAt: NOW, visitorName: 'Ivan', settings: { sites: ['shop.example'] } },
      widgetHash: test.widgetHash,
      isSend: false,
      backUrl: null,
    });
  });

  it('leaves out a lead that is not there', async () => {
    const found = await loadScenarios(test.db.prisma, [randomUUID()], () => Promise.reject(new Error('not asked')));
    expect(found.size).toBe(0);
  });
});

describe('saveTransition', () => {
  it('stores the state, the timeline, the effects and the legs together', async () => {
    const leadId = await storeLead();
    const callId = `${leadId}-a1-m1`;
    expect(await saveTransition(test.db.prisma, await decide(leadId, { type: 'leg-answered', callId }))).toBe(true);
    const accept = await decide(leadId, { type: 'key-pressed', callId, key: '1' }, secondsLater(9));
    expect(await saveTransition(test.db.prisma, accept)).toBe(true);
    const { prisma } = test.db;
    expect(await prisma.scenario.findUniqueOrThrow({ where: { leadId } })).toMatchObject({
      version: 3,
      state: 'calling',
      document: { status: 'dialing-visitor', visitorCallId: `${leadId}-a1-v2` },
      dueAt: secondsLater(9 + 45),
    });
    const legs = await prisma.leg.findMany({ where: { leadId }, orderBy: { plannedAt: 'asc' } });
    expect(legs).toMatchObject([{ role: 'manager' }, { role: 'visitor', plannedAt: secondsLater(9) }]);
    const effects = await prisma.effect.findMany({ where: { leadId }, orderBy: { id: 'asc' } });
    expect(effects.map(({ id, type }) => [id, type])).toEqual([
      [`${leadId}-v1-e2`, 'dial-leg'],
      [`${leadId}-v2-e0`, 'play-prompt'],
      [`${leadId}-v3-e0`, 'dial-leg'],
    ]);
    const entries = await prisma.timelineEvent.findMany({ where: { leadId, seq: 3 }, orderBy: { place: 'asc' } });
    expect(entries).toMatchObject([
      { type: 'manager-accepted', data: { key: '1' }, at: secondsLater(9) },
      { type: 'leg-dialed' },
    ]);
  });

  it('ends the attempt and the lead', async () => {
    const leadId = await storeLead();
    const callId = `${leadId}-a1-m1`;
    await saveTransition(test.db.prisma, await decide(leadId, { type: 'leg-answered', callId }));
    const cancel = await decide(leadId, { type: 'key-pressed', callId, key: '0' }, secondsLater(7));
    const told: NewDelivery = {
      id: randomUUID(),
      kind: 'notification',
      event: 'call.finished',
      target: 'https://x.test',
    };
    await saveTransition(test.db.prisma, { ...cancel, deliveries: [told] });
    const { prisma } = test.db;
    expect(await prisma.scenario.findUniqueOrThrow({ where: { leadId } })).toMatchObject({
      state: 'finished',
      statusManager: 200,
      statusVisitor: 708,
      dueAt: null,
      finishedAt: secondsLater(7),
    });
    expect(await prisma.attempt.findMany({ where: { leadId } })).toMatchObject([
      { number: 1, startedAt: NOW, endedAt: secondsLater(7), statusManager: 200, statusVisitor: 708 },
    ]);
    expect(await prisma.delivery.findMany({ where: { leadId } })).toMatchObject([
      { id: told.id, state: 'pending', nextAttemptAt: secondsLater(7) },
    ]);
  });

  it('leaves nothing behind when somebody else has decided before', async () => {
    const leadId = await storeLead();
    const callId = `${leadId}-a1-m1`;
    const mine = await decide(leadId, { type: 'leg-ringing', callId });
    const theirs = await decide(leadId, { type: 'leg-answered', callId });
    const late: NewDelivery = { id: randomUUID(), kind: 'email', event: 'call.finished', target: 'x@y.test' };
    expect(await saveTransition(test.db.prisma, mine)).toBe(true);
    expect(await saveTransition(test.db.prisma, { ...theirs, deliveries: [late] })).toBe(false);
    const { prisma } = test.db;
    expect(await prisma.scenario.findUniqueOrThrow({ where: { leadId } })).toMatchObject({
      version: 2,
      document: { status: 'dialing-manager', rang: true },
    });
    expect(await prisma.effect.count({ where: { leadId } })).toBe(1);
    expect(await prisma.delivery.count({ where: { leadId } })).toBe(0);
    expect(await prisma.timelineEvent.count({ where: { leadId, seq: 2 } })).toBe(1);
  });

  it('lets one of many deciders at the same moment through', async () => {
    const leadId = await storeLead();
    const decision = await decide(leadId, { type: 'leg-ringing', callId: `${leadId}-a1-m1` });
    const saved = await Promise.all(Array.from({ length: 8 }, () => saveTransition(test.db.prisma, decision)));
    expect(saved.filter(Boolean)).toHaveLength(1);
  });
});

describe('saveTransitions', () => {
  it('saves of many leads those that are not stale, and notes in any case what legs have told', async () => {
    const [fresh, stale] = [await storeLead(), await storeLead()];
    const answered = async (leadId: string): Promise<Decision> => {
      const event = { type: 'leg-answered', callId: `${leadId}-a1-m1` } as const;
      return { ...(await decide(leadId, event)), told: { event, at: secondsLater(4) } };
    };
    const decisions = [await answered(fresh), await answered(stale)];
    await saveTransition(test.db.prisma, await decide(stale, { type: 'leg-ringing', callId: `${stale}-a1-m1` }));
    expect(await saveTransitions(test.db.prisma, decisions)).toEqual(new Set([fresh]));
    const { prisma } = test.db;
    const scenarios = await prisma.scenario.findMany({ where: { leadId: { in: [fresh, stale] } } });
    expect(new Map(scenarios.map(({ leadId, document }) => [leadId, Object(document).status]))).toEqual(
      new Map([
        [fresh, 'briefing'],
        [stale, 'dialing-manager'],
      ]),
    );
    expect(await prisma.effect.count({ where: { leadId: stale, type: 'play-prompt' } })).toBe(0);
    const legs = await prisma.leg.findMany({ where: { leadId: { in: [fresh, stale] } } });
    expect(legs.map(({ answeredAt }) => answeredAt)).toEqual([secondsLater(4), secondsLater(4)]);
  });

  it('saves a decision of which nothing but the state is new', async () => {
    const leadId = await storeLead();
    const { version, state } = await load(leadId);
    const transition = { next: state, effects: [], timeline: [] };
    const decision = { leadId, version: version + 1, transition, deliveries: [], at: NOW };
    expect(await saveTransitions(test.db.prisma, [decision])).toEqual(new Set([leadId]));
  });
});

describe('findOverdueTimers', () => {
  it('finds unfinished leads whose timer was due before the moment, oldest first', async () => {
    const own = await openTestDatabase();
    try {
      const early = buildNewLead(own);
      const timerAt = secondsLater(90).toISOString();
      const chain = { attempt: 1, legCount: 0, plannedAt: timerAt, retries: 0, postponed: 0, rang: false };
      const next = { ...chain, status: 'scheduled', begun: false, timerAt } as const;
      const late = buildNewLead({ ...own, transition: { next, effects: [], timeline: [] } });
      await persistLeads(own.db.prisma, [late, early]);
      const find = async (seconds: number): Promise<{ leadId: string; timerAt: string }[]> =>
        findOverdueTimers(own.db.prisma, secondsLater(seconds), 10);
      expect(await find(35)).toEqual([]);
      expect(await find(36)).toEqual([{ leadId: early.accepted.leadId, timerAt: secondsLater(35).toISOString() }]);
      expect((await find(91)).map(({ leadId }) => leadId)).toEqual([early.accepted.leadId, late.accepted.leadId]);
      expect(await findOverdueTimers(own.db.prisma, secondsLater(91), 1)).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});
