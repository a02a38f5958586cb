import { describe, expect, it } from '@jest/globals';

import {
  ANNA,
  buildLeadFacts,
  buildUnansweredEnd,
  CHAIN,
  dialingManager,
  dialingVisitor,
  EXCHANGE,
  MANAGER_CALL,
  scheduled,
  talking,
  VISITOR_CALL,
} from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:10.000Z');
const alone = { offices: [{ name: 'Sales', managers: [ANNA] }] };
const twoRoutes = buildLeadFacts(alone, { exchanges: [{ name: EXCHANGE, routes: 2, isUp: true }] });

function endManager(code: number, lead: LeadFacts, state: ScenarioState = dialingManager): Transition {
  return transition(state, buildUnansweredEnd(MANAGER_CALL, code), lead, AT);
}

function endVisitor(code: number, lead: LeadFacts, state: ScenarioState = dialingVisitor): Transition {
  return transition(state, buildUnansweredEnd(VISITOR_CALL, code), lead, AT);
}

describe('after a declined call', () => {
  const lead = buildLeadFacts({ ...alone, retry: { intervalsSeconds: [60, 900], quietSeconds: 300 } });

  it('leaves whoever declined in peace for the quiet period', () => {
    expect(endManager(603, lead).next).toMatchObject({ timerAt: '2026-11-20T10:05:10.000Z' });
    expect(endVisitor(603, lead).next).toMatchObject({ timerAt: '2026-11-20T10:05:10.000Z' });
  });

  it('waits for the interval where that is longer', () => {
    const second = { ...dialingManager, attempt: 2, retries: 1 };
    expect(endManager(603, lead, second).next).toMatchObject({ timerAt: '2026-11-20T10:15:10.000Z' });
  });

  it('waits for the interval only after any other failure', () => {
    expect(endManager(486, lead).next).toMatchObject({ timerAt: '2026-11-20T10:01:10.000Z' });
  });
});

describe("after a carrier's fault", () => {
  it('calls the same manager at once by the next way out', () => {
    const { next, effects, timeline } = endManager(503, twoRoutes);
    expect(next).toMatchObject({ status: 'dialing-manager', attempt: 1, legs: [{ route: 1 }] });
    expect(effects).toMatchObject([{ type: 'dial-leg', number: ANNA.number, route: 1 }]);
    expect(timeline.map(({ type }) => type)).toEqual(['leg-ended', 'next-route', 'leg-dialed']);
  });

  it('calls the visitor at once by the next way out, within the same limit', () => {
    const { next, effects } = endVisitor(503, twoRoutes);
    expect(next).toMatchObject({ status: 'dialing-visitor', route: 1, connectBy: dialingVisitor.connectBy });
    expect(effects).toMatchObject([{ type: 'dial-leg', role: 'visitor', route: 1 }]);
  });

  it('gives up when there is no other way out', () => {
    expect(endManager(503, buildLeadFacts(alone)).next).toMatchObject({ status: 'scheduled', attempt: 2 });
    const last = { ...dialingVisitor, route: 1 };
    expect(endVisitor(503, twoRoutes, last).next).toMatchObject({ status: 'scheduled', attempt: 2 });
  });

  it('does not ring a phone again that has rung', () => {
    const legs = dialingManager.legs.map((leg) => ({ ...leg, ringing: true }));
    expect(endManager(503, twoRoutes, { ...dialingManager, legs }).next.status).toBe('scheduled');
    expect(endVisitor(503, twoRoutes, { ...dialingVisitor, ringing: true }).next.status).toBe('scheduled');
  });

  it('is no reason to take another way out when the phone was busy', () => {
    expect(endManager(486, twoRoutes).next.status).toBe('scheduled');
  });
});

describe('the limit for connecting with the visitor', () => {
  const lead = buildLeadFacts({ visitorConnectLimitSeconds: 20, retry: { intervalsSeconds: [] } });
  const connectBy = '2026-11-20T10:00:40.000Z';

  it('ends the attempt with 717', () => {
    const state = { ...dialingVisitor, connectBy, timerAt: connectBy };
    const event = { type: 'timer-due', timerAt: connectBy, dialed: true } as const;
    const { next, timeline } = transition(state, event, lead, new Date(connectBy));
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 717 } });
    expect(timeline[0]).toEqual({ type: 'connect-limit', seconds: 20 });
  });

  it('comes before the ring timeout where it is shorter', () => {
    const listening = transition(dialingManager, { type: 'key-pressed', callId: MANAGER_CALL, key: '1' }, lead, AT);
    expect(listening.next).toMatchObject({ timerAt: '2026-11-20T10:00:30.000Z' });
  });
});

describe('a dial that is refused', () => {
  const once = buildLeadFacts({ ...alone, retry: { intervalsSeconds: [] } });

  it.each([
    { reason: 'number-blocked', result: { manager: 705, visitor: 0 } },
    { reason: 'budget-reached', result: { manager: 814, visitor: 0 } },
  ] as const)('ends with $result.manager/0 for a manager: $reason', ({ reason, result }) => {
    const { next } = transition(dialingManager, { type: 'dial-refused', callId: MANAGER_CALL, reason }, once, AT);
    expect(next).toMatchObject({ status: 'finished', result });
  });

  it('rings the next manager where one is on a block list', () => {
    const event = { type: 'dial-refused', callId: MANAGER_CALL, reason: 'number-blocked' } as const;
    expect(transition(dialingManager, event, buildLeadFacts(), AT).next).toMatchObject({
      status: 'dialing-manager',
      legs: [{ place: { office: 0, manager: 1 } }],
    });
  });

  it.each([
    { reason: 'number-blocked', result: { manager: 667, visitor: 0 } },
    { reason: 'number-not-allowed', result: { manager: 718, visitor: 0 } },
    { reason: 'budget-reached', result: { manager: 814, visitor: 0 } },
  ] as const)('ends with $result.manager/0 for the visitor: $reason', ({ reason, result }) => {
    const { next } = transition(dialingVisitor, { type: 'dial-refused', callId: VISITOR_CALL, reason }, once, AT);
    expect(next).toMatchObject({ status: 'finished', result });
  });
});

describe('a lead that is cancelled by hand', () => {
  it.each([
    { state: scheduled, legs: [] },
    { state: { ...CHAIN, status: 'scheduled', begun: true, timerAt: scheduled.timerAt } as const, legs: [] },
    { state: dialingManager, legs: [MANAGER_CALL] },
    { state: dialingVisitor, legs: [VISITOR_CALL, MANAGER_CALL] },
  ])('ends with 708/0 in $state.status and rings nobody any more', ({ state, legs }) => {
    const { next, effects, timeline } = transition(state, { type: 'lead-cancelled' }, buildLeadFacts(), AT);
    expect(next).toMatchObject({ status: 'finished', result: { manager: 708, visitor: 0 } });
    expect(effects.flatMap((effect) => (effect.type === 'hang-up' ? [effect.callId] : []))).toEqual(legs);
    expect(timeline[0]).toEqual({ type: 'cancelled-by-hand' });
  });

  it('does not cut two people off', () => {
    expect(transition(talking, { type: 'lead-cancelled' }, buildLeadFacts(), AT).next).toBe(talking);
  });
});
