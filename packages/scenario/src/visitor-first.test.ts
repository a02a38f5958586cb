import { describe, expect, it } from '@jest/globals';

import {
  ANNA,
  buildAnsweredEnd,
  buildLeadFacts,
  buildUnansweredEnd,
  dialingVisitor as managerFirst,
  NO_REFUSALS,
  RECEIVED_AT,
} from './build-lead-facts.ts';
import { callIdOf } from './facts.ts';
import { transition } from './transition.ts';
import type { ScenarioEvent, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:30.000Z');
const lead = buildLeadFacts({
  callFirst: 'visitor',
  retry: { intervalsSeconds: [] },
  offices: [{ name: 'Sales', managers: [ANNA] }],
});
const VISITOR = callIdOf(lead.leadId, 1, 'visitor', 1);
const MANAGER = callIdOf(lead.leadId, 1, 'manager', 2);

const dialingVisitor: ScenarioState = { ...managerFirst, legCount: 1, manager: null, visitorCallId: VISITOR };
const dialingManager = decide({ type: 'leg-answered', callId: VISITOR }, dialingVisitor).next;
const briefing = decide({ type: 'leg-answered', callId: MANAGER }, dialingManager).next;

function decide(event: ScenarioEvent, state: ScenarioState, facts = lead): Transition {
  return transition(state, event, facts, AT);
}

const resultOf = ({ next }: Transition): unknown => (next.status === 'finished' ? next.result : next.status);
const hangUp = (callId: string) => ({ exchange: 'ringback', type: 'hang-up', callId, reason: 'normal' });

describe('where the visitor is called first', () => {
  it('dials the visitor before any manager', () => {
    const { next, effects } = transition(
      { status: 'accepted' },
      { type: 'lead-accepted', refusals: NO_REFUSALS },
      lead,
      RECEIVED_AT,
    );
    expect(next).toMatchObject({ status: 'dialing-visitor', manager: null, visitorCallId: VISITOR });
    expect(effects.filter(({ type }) => type === 'dial-leg')).toMatchObject([{ callId: VISITOR, role: 'visitor' }]);
  });

  it('greets the visitor who answers and rings the first manager', () => {
    const { next, effects } = decide({ type: 'leg-answered', callId: VISITOR }, dialingVisitor);
    expect(next).toMatchObject({ status: 'dialing-manager', visitorCallId: VISITOR, legs: [{ callId: MANAGER }] });
    expect(effects).toMatchObject([
      { exchange: 'ringback', type: 'play-prompt', callId: VISITOR },
      { exchange: 'ringback', type: 'dial-leg', callId: MANAGER },
    ]);
  });

  it('says nothing to the visitor where the greeting is empty', () => {
    const silent = buildLeadFacts({ callFirst: 'visitor', visitorGreeting: '' });
    const { effects } = decide({ type: 'leg-answered', callId: VISITOR }, dialingVisitor, silent);
    expect(effects.map(({ type }) => type)).toEqual(['dial-leg']);
  });

  it('joins both when the manager accepts', () => {
    const { next, effects } = decide({ type: 'key-pressed', callId: MANAGER, key: '1' }, briefing);
    expect(next).toMatchObject({ status: 'talking', managerCallId: MANAGER, visitorCallId: VISITOR });
    expect(effects).toMatchObject([{ exchange: 'ringback', type: 'bridge-legs', callIds: [MANAGER, VISITOR] }]);
  });

  it.each([
    { code: 486, status: { manager: 0, visitor: 486 } },
    { code: 487, status: { manager: 0, visitor: 487 } },
    { code: 603, status: { manager: 0, visitor: 603 } },
    { code: 720, status: { manager: 720, visitor: 0 } },
  ])('keeps the positions when the visitor fails with $code', ({ code, status }) => {
    expect(resultOf(decide(buildUnansweredEnd(VISITOR, code), dialingVisitor))).toEqual(status);
  });

  it('tries the failures of 200/NNN again also as 0/NNN', () => {
    const retrying = buildLeadFacts({ callFirst: 'visitor' });
    expect(decide(buildUnansweredEnd(VISITOR, 486), dialingVisitor, retrying).next).toMatchObject({
      status: 'scheduled',
    });
    expect(resultOf(decide(buildUnansweredEnd(VISITOR, 604), dialingVisitor, retrying))).toEqual({
      manager: 0,
      visitor: 604,
    });
  });

  it.each([
    { heard: 'while it is dialled', state: dialingVisitor },
    { heard: 'while a manager is rung', state: dialingManager },
    { heard: 'while a manager listens', state: briefing },
  ])('ends with 0/199 when a machine is noticed on the visitor $heard', ({ state }) => {
    expect(resultOf(decide({ type: 'machine-detected', callId: VISITOR }, state))).toEqual({
      manager: 0,
      visitor: 199,
    });
    const end = buildAnsweredEnd(VISITOR, '2026-11-20T10:00:20.000Z', 'machine');
    expect(resultOf(decide(end, state))).toEqual({ manager: 0, visitor: 199 });
  });

  it.each([
    { state: dialingManager, name: 'rung' },
    { state: briefing, name: 'listening' },
  ])('lets the manager go who is $name when the visitor hangs up', ({ state }) => {
    const decision = decide(buildAnsweredEnd(VISITOR, '2026-11-20T10:00:20.000Z'), state);
    expect(resultOf(decision)).toEqual({ manager: 0, visitor: 603 });
    expect(decision.effects).toEqual([hangUp(MANAGER), { type: 'notify', event: 'call.finished' }]);
  });

  it('takes a visitor who answered and left before we heard of it for one who declined', () => {
    const decision = decide(buildAnsweredEnd(VISITOR, '2026-11-20T10:00:20.000Z'), dialingVisitor);
    expect(resultOf(decision)).toEqual({ manager: 0, visitor: 603 });
  });

  it('lets the visitor go when no manager answers', () => {
    const decision = decide(buildUnansweredEnd(MANAGER, 487), dialingManager);
    expect(resultOf(decision)).toEqual({ manager: 487, visitor: 0 });
    expect(decision.effects).toContainEqual(hangUp(VISITOR));
  });

  it('does not let the visitor wait for a line: the manager is busy', () => {
    const event = { type: 'dial-refused', callId: MANAGER, reason: 'no-free-line' } as const;
    expect(resultOf(decide(event, dialingManager))).toEqual({ manager: 486, visitor: 0 });
  });

  it('waits without spending the attempt while the visitor is on another call: nobody was rung', () => {
    const event = { type: 'dial-refused', callId: VISITOR, reason: 'visitor-on-another-call' } as const;
    expect(decide(event, dialingVisitor).next).toMatchObject({ status: 'scheduled', attempt: 1, begun: true });
  });

  it('waits without spending the attempt when the exchange never got the order', () => {
    const event = { type: 'timer-due', timerAt: managerFirst.timerAt, dialed: false } as const;
    expect(decide(event, dialingVisitor).next).toMatchObject({ status: 'scheduled', attempt: 1, begun: true });
  });
});
