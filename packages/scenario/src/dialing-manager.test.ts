import { describe, expect, it } from '@jest/globals';

import {
  ANNA,
  briefing,
  BORIS,
  buildAnsweredEnd,
  buildLeadFacts,
  buildUnansweredEnd,
  CHAIN,
  dialingManager,
  dialingSecond,
  MANAGER_CALL,
  NEXT_MANAGER_CALL,
  VISITOR_CALL,
} from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, ScenarioEvent, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:10.000Z');
const NOT_ANSWERED = { manager: 487, visitor: 0 };

function decide(event: ScenarioEvent, lead = buildLeadFacts(), state: ScenarioState = dialingManager): Transition {
  return transition(state, event, lead, AT);
}

/** One manager only, so that the attempt ends with them. */
const alone = (settings: object = {}): LeadFacts =>
  buildLeadFacts({ offices: [{ name: 'Sales', managers: [ANNA] }], ...settings });

describe('while the manager is dialled', () => {
  it('notes once that the phone rings', () => {
    const { next, effects, timeline } = decide({ type: 'leg-ringing', callId: MANAGER_CALL });
    expect(next).toMatchObject({ rang: true, legs: [{ callId: MANAGER_CALL, ringing: true }] });
    expect(effects).toEqual([]);
    expect(timeline).toEqual([{ type: 'leg-ringing', role: 'manager', person: 'Anna', afterSeconds: 10 }]);
    expect(decide({ type: 'leg-ringing', callId: MANAGER_CALL }, buildLeadFacts(), next).next).toBe(next);
  });

  it('speaks to the manager who answers', () => {
    const { next, effects } = decide({ type: 'leg-answered', callId: MANAGER_CALL });
    expect(next).toEqual(briefing);
    expect(effects).toEqual([
      {
        exchange: 'ringback',
        type: 'play-prompt',
        callId: MANAGER_CALL,
        playbackId: `${MANAGER_CALL}-p1`,
        text: 'Заявка с формы Order. Нажмите один, чтобы соединиться с клиентом.',
        language: 'en',
      },
    ]);
  });

  it('rings the next manager in the same attempt when the first is busy', () => {
    const { next, effects } = decide(buildUnansweredEnd(MANAGER_CALL, 486, 'busy'));
    expect(next).toMatchObject({
      status: 'dialing-manager',
      attempt: 1,
      legs: [{ place: { office: 0, manager: 1 } }],
      failed: { manager: 486, visitor: 0 },
    });
    expect(effects).toMatchObject([{ type: 'dial-leg', callId: NEXT_MANAGER_CALL, number: BORIS.number }]);
  });

  it('goes on to the managers of the next office', () => {
    const offices = [ANNA, BORIS].map((manager) => ({ name: `Office of ${manager.name}`, managers: [manager] }));
    const { next } = decide(buildUnansweredEnd(MANAGER_CALL, 486), buildLeadFacts({ offices }));
    expect(next).toMatchObject({ legs: [{ place: { office: 1, manager: 0 } }] });
  });

  it('ends the attempt with the status of the last manager', () => {
    const last = { ...dialingSecond, failed: { manager: 486, visitor: 0 } };
    const { next, timeline } = decide(buildUnansweredEnd(MANAGER_CALL, 603, 'declined'), buildLeadFacts(), last);
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2, begun: false });
    expect(timeline).toContainEqual({ type: 'attempt-ended', attempt: 1, status: { manager: 603, visitor: 0 } });
  });

  it.each([
    { code: 404, manager: 404 },
    { code: 410, manager: 404 },
    { code: 488, manager: 488 },
    { code: 599, manager: 720 },
    { code: 720, manager: 720 },
  ])('tells a leg that ended with $code as $manager/0', ({ code, manager }) => {
    const lead = alone({ retry: { intervalsSeconds: [] } });
    expect(decide(buildUnansweredEnd(MANAGER_CALL, code), lead).next).toMatchObject({
      status: 'finished',
      result: { manager, visitor: 0 },
    });
  });

  it('ends with 200/0 and tries nobody else when the manager answered and left before we heard of it', () => {
    const { next, effects } = decide(buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:09.000Z'));
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2 });
    expect(effects).toEqual([]);
  });

  it('hangs up on a machine and rings the next manager', () => {
    const { next, effects } = decide({ type: 'machine-detected', callId: MANAGER_CALL });
    expect(next).toMatchObject({ legs: [{ place: { office: 0, manager: 1 } }], failed: NOT_ANSWERED });
    expect(effects).toMatchObject([
      { exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' },
      { type: 'dial-leg' },
    ]);
  });

  it('rings the next manager when all that is heard of a machine is its end', () => {
    const { next } = decide(buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:09.000Z', 'machine'));
    expect(next).toMatchObject({ legs: [{ place: { office: 0, manager: 1 } }], failed: NOT_ANSWERED });
  });

  it('takes an accept key that is heard before the answer', () => {
    const { next, timeline } = decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '1' });
    expect(next).toMatchObject({ status: 'dialing-visitor', visitorCallId: VISITOR_CALL });
    expect(timeline.map(({ type }) => type)).toEqual(['leg-answered', 'manager-accepted', 'leg-dialed']);
  });

  it('takes a cancel key that is heard before the answer', () => {
    const { next } = decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '0' });
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 708 } });
  });

  it('ignores a key that means nothing', () => {
    expect(decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '5' }).next).toBe(dialingManager);
  });

  it('tries the next manager when the first has no free line, and calls the dial off', () => {
    const { next, effects } = decide({ type: 'dial-refused', callId: MANAGER_CALL, reason: 'no-free-line' });
    expect(next).toMatchObject({
      status: 'dialing-manager',
      legs: [{ place: { office: 0, manager: 1 } }],
      failed: null,
    });
    expect(effects).toMatchObject([
      { exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' },
      { type: 'dial-leg' },
    ]);
  });

  it('waits five seconds without spending the attempt when nobody has a free line', () => {
    const { next, effects, timeline } = decide(
      { type: 'dial-refused', callId: MANAGER_CALL, reason: 'no-free-line' },
      alone(),
    );
    expect(next).toEqual({ ...CHAIN, status: 'scheduled', begun: true, timerAt: '2026-11-20T10:00:15.000Z' });
    expect(effects).toEqual([{ exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' }]);
    expect(timeline.map(({ type }) => type)).toEqual(['no-free-line', 'attempt-waits']);
  });

  it('ends the attempt when the first manager declined and no other has a free line', () => {
    const second = { ...dialingSecond, failed: { manager: 603, visitor: 0 } };
    const event = { type: 'dial-refused', callId: MANAGER_CALL, reason: 'no-free-line' } as const;
    expect(decide(event, buildLeadFacts(), second).next).toMatchObject({ status: 'scheduled', attempt: 2 });
  });

  describe('and its timer is due', () => {
    const timer = (dialed: boolean) => ({ type: 'timer-due', timerAt: dialingManager.timerAt, dialed }) as const;

    it('gives up a manager of whom the exchange says nothing', () => {
      const { next, effects, timeline } = decide(timer(true));
      expect(next).toMatchObject({ legs: [{ place: { office: 0, manager: 1 } }], failed: NOT_ANSWERED });
      expect(effects).toMatchObject([
        { exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' },
        { type: 'dial-leg' },
      ]);
      expect(timeline[0]).toEqual({ type: 'no-word', role: 'manager' });
    });

    it('waits without spending the attempt when the exchange was away and nobody was rung', () => {
      const { next, effects, timeline } = decide(timer(false));
      expect(next).toMatchObject({ status: 'scheduled', attempt: 1, begun: true });
      expect(effects).toEqual([{ exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' }]);
      expect(timeline[0]).toEqual({ type: 'exchange-away' });
    });

    it('does not ring a manager who declined again when the exchange is away for the next one', () => {
      const second = { ...dialingSecond, failed: { manager: 603, visitor: 0 } };
      const { next, timeline } = decide(timer(false), buildLeadFacts(), second);
      expect(next).toMatchObject({ status: 'scheduled', attempt: 2, begun: false });
      expect(timeline).toContainEqual({ type: 'attempt-ended', attempt: 1, status: { manager: 603, visitor: 0 } });
    });
  });
});
