import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { claimDial, saveTransition, type Decision } from '@ringback/db';
import type { ExchangeFacts } from '@ringback/scenario';
import { createTestLogger } from '@ringback/test-kit';

import { NOW, openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { storeLead, type StoredLead } from '../store-lead.ts';
import { createHandleEvent, type HandleEvent } from './handle-event.ts';
import { keepScenarios } from './kept-scenarios.ts';

let widget: TestWidget;
let exchanges: ExchangeFacts[];
let now: Date;
let dispatched: Decision[];
beforeAll(async () => {
  widget = await openTestWidget({ retry: { intervalsSeconds: [60] } });
});
beforeEach(async () => {
  await widget.db.prisma.lead.deleteMany();
  now = secondsLater(10);
  dispatched = [];
  exchanges = [up('ringback')];
});
afterAll(() => widget.close());

function open(save = (decision: Decision) => saveTransition(widget.db.prisma, decision)): HandleEvent {
  return createHandleEvent({
    prisma: widget.db.prisma,
    findSettings: widget.findSettings,
    kept: keepScenarios(),
    saveTransition: save,
    dispatch: (decision) => {
      dispatched.push(decision);
      return Promise.resolve();
    },
    exchanges: () => exchanges,
    onSaved: () => {},
    now: () => now,
    log: createTestLogger(),
  });
}

const scenarioOf = ({ leadId }: StoredLead) => widget.db.prisma.scenario.findUniqueOrThrow({ where: { leadId } });

const ringing = ({ managerCallId }: StoredLead) => ({ type: 'leg-ringing', callId: managerCallId }) as const;

const busy = ({ managerCallId: callId }: StoredLead) =>
  ({ type: 'leg-ended', callId, disposition: 'busy', code: 486, cause: 17, answeredAt: null }) as const;

const up = (name: string): ExchangeFacts => ({ name, routes: 1, isUp: true });
const down = (name: string): ExchangeFacts => ({ ...up(name), isUp: false });

const timer = (at: Date) => ({ type: 'timer-due', timerAt: at.toISOString(), dialed: false }) as const;

describe('handleEvent', () => {
  it('saves what follows from an event and hands it on', async () => {
    const lead = await storeLead(widget);
    await open()(lead.leadId, ringing(lead), now);
    expect(await scenarioOf(lead)).toMatchObject({ version: 2, document: { rang: true } });
    expect(dispatched).toMatchObject([{ leadId: lead.leadId, version: 2 }]);
  });

  it('changes nothing for an event that was heard before', async () => {
    const lead = await storeLead(widget);
    const handleEvent = open();
    await handleEvent(lead.leadId, ringing(lead), now);
    await handleEvent(lead.leadId, ringing(lead), now);
    expect(await scenarioOf(lead)).toMatchObject({ version: 2 });
    expect(dispatched).toHaveLength(1);
  });

  it('decides again at once when somebody else has decided in between', async () => {
    const lead = await storeLead(widget);
    const other = open();
    let isFirst = true;
    const overtaken = open(async (decision) => {
      if (isFirst) {
        isFirst = false;
        await other(lead.leadId, ringing(lead), now);
      }
      return saveTransition(widget.db.prisma, decision);
    });
    await overtaken(lead.leadId, { type: 'leg-answered', callId: lead.managerCallId }, now);
    expect(await scenarioOf(lead)).toMatchObject({ version: 3, document: { status: 'briefing' } });
  });

  it('comes to the same end when the events of a leg are handled by many at once', async () => {
    const lead = await storeLead(widget);
    const handleEvent = open();
    await Promise.all(
      [ringing(lead), busy(lead), ringing(lead), busy(lead)].map((event) => handleEvent(lead.leadId, event, now)),
    );
    expect(await scenarioOf(lead)).toMatchObject({ state: 'scheduled', document: { attempt: 2 } });
    expect(await widget.db.prisma.attempt.findMany({ where: { leadId: lead.leadId } })).toMatchObject([
      { statusManager: 486, statusVisitor: 0 },
    ]);
  });

  it('decides by what another process has made of the lead meanwhile, which it does not know of', async () => {
    const lead = await storeLead(widget);
    const [handleEvent, other] = [open(), open()];
    await handleEvent(lead.leadId, ringing(lead), now);
    await other(lead.leadId, { type: 'leg-answered', callId: lead.managerCallId }, now);
    // It would mean nothing while the manager's phone rings.
    const playbackId = `${lead.managerCallId}-p1`;
    await handleEvent(lead.leadId, { type: 'prompt-finished', callId: lead.managerCallId, playbackId }, now);
    expect(await scenarioOf(lead)).toMatchObject({ document: { status: 'briefing', spoken: 2 } });
    await handleEvent(lead.leadId, { type: 'key-pressed', callId: lead.managerCallId, key: '1' }, now);
    expect(await scenarioOf(lead)).toMatchObject({ version: 5, document: { status: 'dialing-visitor' } });
  });

  it('notes in the row of the leg what it tells, news or not', async () => {
    const lead = await storeLead(widget);
    const handleEvent = open();
    const { leadId, managerCallId: callId } = lead;
    await Promise.all([
      handleEvent(leadId, { type: 'leg-answered', callId }, secondsLater(8)),
      handleEvent(leadId, { type: 'machine-detected', callId }, secondsLater(9)),
      handleEvent(leadId, { ...busy(lead), disposition: 'answered', code: 200 }, secondsLater(10)),
    ]);
    expect(await widget.db.prisma.leg.findUniqueOrThrow({ where: { callId } })).toMatchObject({
      answeredAt: secondsLater(8),
      endedAt: secondsLater(10),
      disposition: 'machine',
      code: 200,
    });
  });

  it('has nothing to do for a lead that nobody knows', async () => {
    await open()(randomUUID(), timer(now), now);
    expect(dispatched).toEqual([]);
  });

  it('counts from when the exchange told of it', async () => {
    const lead = await storeLead(widget);
    await open()(lead.leadId, busy(lead), secondsLater(8));
    expect(await scenarioOf(lead)).toMatchObject({ dueAt: secondsLater(68) });
  });

  it('counts from now when an event was long on its way, or its timers would be over before they begin', async () => {
    const lead = await storeLead(widget);
    now = secondsLater(100);
    await open()(lead.leadId, { type: 'leg-answered', callId: lead.managerCallId }, secondsLater(8));
    expect(await scenarioOf(lead)).toMatchObject({ dueAt: secondsLater(130) });
  });

  it('leaves a lead too old that a timer wakes long after its time', async () => {
    const lead = await storeLead(widget);
    await open()(lead.leadId, busy(lead), secondsLater(8));
    now = secondsLater(68 + 901);
    await open()(lead.leadId, timer(secondsLater(68)), secondsLater(68));
    expect(await scenarioOf(lead)).toMatchObject({ state: 'finished', statusManager: 200, statusVisitor: 201 });
  });

  it.each([
    { dialed: true, state: 'scheduled', attempt: 2, why: 'was dialled' },
    { dialed: false, state: 'scheduled', attempt: 1, why: 'never went out' },
  ])('knows by itself, when the timer of a leg is due, whether the order $why', async ({ dialed, state, attempt }) => {
    const lead = await storeLead(widget);
    const dial = { callId: lead.managerCallId, role: 'manager', number: '+74950000001', lines: 1 } as const;
    if (dialed) await claimDial(widget.db.prisma, dial, 'one', NOW);
    now = secondsLater(37);
    await open()(lead.leadId, timer(secondsLater(35)), now);
    expect(await scenarioOf(lead)).toMatchObject({ state, document: { attempt } });
  });

  it('lets no order go out any more once it has found that none did', async () => {
    const lead = await storeLead(widget);
    const dial = { callId: lead.managerCallId, role: 'manager', number: '+74950000001', lines: 1 } as const;
    const claims: string[] = [];
    const handleEvent = open(async (decision) => {
      claims.push(await claimDial(widget.db.prisma, dial, 'one', now));
      return saveTransition(widget.db.prisma, decision);
    });
    now = secondsLater(37);
    await handleEvent(lead.leadId, timer(secondsLater(35)), now);
    expect(claims).toEqual(['not-wanted']);
    expect(await scenarioOf(lead)).toMatchObject({ state: 'scheduled', document: { attempt: 1 } });
  });

  it('leaves the order alone when the timer is one of an earlier state', async () => {
    const lead = await storeLead(widget);
    const dial = { callId: lead.managerCallId, role: 'manager', number: '+74950000001', lines: 1 } as const;
    await open()(lead.leadId, timer(secondsLater(34)), now);
    expect(await claimDial(widget.db.prisma, dial, 'one', now)).toBe('claimed');
  });
});

describe('an order whose exchange nobody holds', () => {
  const away = { type: 'exchange-away', dialed: false } as const;
  const claim = (callId: string) =>
    claimDial(widget.db.prisma, { callId, role: 'manager', number: '+74950000001', lines: 1 }, 'one', now);
  const legsOf = ({ leadId }: StoredLead) =>
    widget.db.prisma.leg.findMany({ where: { leadId }, orderBy: { callId: 'asc' } });

  it('is called off and given to another one', async () => {
    const lead = await storeLead(widget);
    exchanges = [down('ringback'), up('second')];
    await open()(lead.leadId, away, now);
    expect(await claim(lead.managerCallId)).toBe('not-wanted');
    const [before, after] = await legsOf(lead);
    expect(before).toMatchObject({ exchange: 'ringback', disposition: 'cancelled', claimedAt: null });
    expect(after).toMatchObject({ exchange: 'second', number: before?.number, endedAt: null });
    expect(await claim(after?.callId ?? '')).toBe('claimed');
  });

  it('stays when it may have gone out', async () => {
    const lead = await storeLead(widget);
    expect(await claim(lead.managerCallId)).toBe('claimed');
    exchanges = [down('ringback'), up('second')];
    await open()(lead.leadId, away, now);
    expect(await legsOf(lead)).toMatchObject([{ exchange: 'ringback', endedAt: null }]);
    expect(dispatched).toEqual([]);
  });

  it('waits, and may still go out, when there is no other', async () => {
    const lead = await storeLead(widget);
    exchanges = [down('ringback')];
    await open()(lead.leadId, away, now);
    expect(dispatched).toEqual([]);
    expect(await claim(lead.managerCallId)).toBe('claimed');
  });
});

describe('a refusal to dial', () => {
  const refused = (lead: StoredLead) =>
    ({ type: 'dial-refused', callId: lead.managerCallId, reason: 'no-free-line' }) as const;
  const claim = ({ managerCallId: callId }: StoredLead) =>
    claimDial(widget.db.prisma, { callId, role: 'manager', number: '+74950000001', lines: 1 }, 'one', now);

  it('holds: the order does not go out when a line is free later', async () => {
    const lead = await storeLead(widget);
    await open()(lead.leadId, refused(lead), now);
    expect(await scenarioOf(lead)).toMatchObject({ state: 'scheduled', document: { attempt: 1 } });
    expect(await claim(lead)).toBe('not-wanted');
  });

  it('means nothing when the order has found a line meanwhile', async () => {
    const lead = await storeLead(widget);
    expect(await claim(lead)).toBe('claimed');
    await open()(lead.leadId, refused(lead), now);
    expect(await scenarioOf(lead)).toMatchObject({ state: 'calling', version: 1 });
  });
});
