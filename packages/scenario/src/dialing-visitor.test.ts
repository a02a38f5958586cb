import { describe, expect, it } from '@jest/globals';

import {
  BRIDGE,
  buildAnsweredEnd,
  buildLeadFacts,
  buildUnansweredEnd,
  dialingVisitor,
  MANAGER_CALL,
  talking,
  VISITOR_CALL,
} from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { ScenarioEvent, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:30.000Z');
const hangUpManager = { exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' };
const hangUpVisitor = { exchange: 'ringback', type: 'hang-up', callId: VISITOR_CALL, reason: 'normal' };
const finished = { type: 'notify', event: 'call.finished' };

/** Without further attempts, so that the status shows. */
const once = buildLeadFacts({ retry: { intervalsSeconds: [] } });
const onceByAnswer = buildLeadFacts({ retry: { intervalsSeconds: [] }, briefing: { acceptBy: 'answer' } });

function decide(event: ScenarioEvent, lead = once, state: ScenarioState = dialingVisitor): Transition {
  return transition(state, event, lead, AT);
}

describe("while the visitor's phone is dialled", () => {
  it('notes once that it rings', () => {
    const { next } = decide({ type: 'leg-ringing', callId: VISITOR_CALL });
    expect(next).toEqual({ ...dialingVisitor, ringing: true });
    expect(decide({ type: 'leg-ringing', callId: VISITOR_CALL }, once, next).next).toBe(next);
  });

  it('joins both legs when the visitor answers', () => {
    const { next, effects } = decide({ type: 'leg-answered', callId: VISITOR_CALL });
    expect(next).toEqual(talking);
    expect(effects).toEqual([
      {
        exchange: 'ringback',
        type: 'bridge-legs',
        bridgeId: BRIDGE,
        callIds: [MANAGER_CALL, VISITOR_CALL],
        recordingId: null,
      },
    ]);
  });

  it.each([
    { code: 486, status: { manager: 200, visitor: 486 } },
    { code: 487, status: { manager: 200, visitor: 487 } },
    { code: 410, status: { manager: 200, visitor: 410 } },
    { code: 488, status: { manager: 200, visitor: 406 } },
    { code: 720, status: { manager: 720, visitor: 0 } },
  ])('ends and lets the manager go when the leg ends with $code', ({ code, status }) => {
    const { next, effects } = decide(buildUnansweredEnd(VISITOR_CALL, code));
    expect(next).toMatchObject({ status: 'finished', result: status });
    expect(effects).toEqual([hangUpManager, finished]);
  });

  it('ends with 200/1 and stops ringing the visitor when the manager leaves', () => {
    const { next, effects } = decide(buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:10.000Z'));
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 1 } });
    expect(effects).toEqual([hangUpVisitor, finished]);
  });

  it('cancels everything when the manager presses the cancel key', () => {
    const { next, effects } = decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '0' }, buildLeadFacts());
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 708 } });
    expect(effects).toEqual([hangUpVisitor, hangUpManager, finished]);
  });

  it('does not listen to keys of the visitor', () => {
    expect(decide({ type: 'key-pressed', callId: VISITOR_CALL, key: '0' }).next).toBe(dialingVisitor);
  });

  it('ends with 200/486 when the visitor is on another call of ours', () => {
    const { next, effects } = decide({ type: 'dial-refused', callId: VISITOR_CALL, reason: 'visitor-on-another-call' });
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 486 } });
    expect(effects).toEqual([hangUpVisitor, hangUpManager, finished]);
  });

  it.each([
    { heard: 'before the answer is', event: { type: 'machine-detected', callId: VISITOR_CALL } as const },
    { heard: 'only at its end', event: buildAnsweredEnd(VISITOR_CALL, '2026-11-20T10:00:29.000Z', 'machine') },
  ])('ends with 200/199 when a machine is noticed $heard', ({ event }) => {
    const { next, effects } = decide(event);
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 199 } });
    expect(effects).toContainEqual(hangUpManager);
  });

  it('counts a talk whose answer was not heard before its end', () => {
    const { next, effects } = decide(buildAnsweredEnd(VISITOR_CALL, '2026-11-20T10:00:27.500Z'));
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 200 }, talkSeconds: 2.5 });
    expect(effects).toEqual([hangUpManager, finished]);
  });

  it.each([
    { heard: 'late', event: { type: 'machine-detected', callId: MANAGER_CALL } as const },
    { heard: 'at its end', event: buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:10.000Z', 'machine') },
  ])('ends with 487/0 when the manager who pressed no key turns out a machine $heard', ({ event }) => {
    const { next, effects } = decide(event, onceByAnswer);
    expect(next).toMatchObject({ status: 'finished', result: { manager: 487, visitor: 0 } });
    expect(effects).toContainEqual(hangUpVisitor);
  });

  it('takes nobody for a machine who has pressed the key', () => {
    expect(decide({ type: 'machine-detected', callId: MANAGER_CALL }).next).toBe(dialingVisitor);
  });

  it.each([
    { dialed: true, status: { manager: 200, visitor: 487 }, why: 'nothing is heard of a leg that was dialled' },
    { dialed: false, status: { manager: 720, visitor: 0 }, why: 'the exchange never got the order' },
  ])('ends both legs by its timer when $why', ({ dialed, status }) => {
    const { next, effects } = decide({ type: 'timer-due', timerAt: dialingVisitor.timerAt, dialed });
    expect(next).toMatchObject({ status: 'finished', result: status });
    expect(effects).toEqual([hangUpVisitor, hangUpManager, finished]);
  });
});
