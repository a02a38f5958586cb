import { describe, expect, it } from '@jest/globals';

import { BRIDGE, buildAnsweredEnd, buildLeadFacts, MANAGER_CALL, talking, VISITOR_CALL } from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { ScenarioEvent, ScenarioState, Transition } from './types.ts';

const ANSWERED_AT = talking.talkingSince;
const AFTER_FOUR_SECONDS = new Date('2026-11-20T10:00:34.000Z');
const removeBridge = { exchange: 'ringback', type: 'remove-bridge', bridgeId: BRIDGE };
const finished = { type: 'notify', event: 'call.finished' };

const hangUp = (callId: string) => ({ exchange: 'ringback', type: 'hang-up', callId, reason: 'normal' });

function decide(event: ScenarioEvent, lead = buildLeadFacts(), state: ScenarioState = talking): Transition {
  return transition(state, event, lead, AFTER_FOUR_SECONDS);
}

describe('while two people talk', () => {
  it.each([
    { by: 'manager', callId: MANAGER_CALL },
    { by: 'visitor', callId: VISITOR_CALL },
  ])('ends with 200/200 when the $by hangs up', ({ by, callId }) => {
    const { next, effects, timeline } = decide(buildAnsweredEnd(callId, ANSWERED_AT));
    expect(next).toEqual({
      status: 'finished',
      attempt: 1,
      result: { manager: 200, visitor: 200 },
      talkSeconds: 4,
      short: false,
    });
    expect(effects).toEqual([hangUp(by === 'visitor' ? MANAGER_CALL : VISITOR_CALL), removeBridge, finished]);
    expect(timeline[0]).toEqual({ type: 'talk-ended', seconds: 4, by, short: false });
  });

  it('ends by its timer at the limit of talks', () => {
    const { next, timeline } = decide({ type: 'timer-due', timerAt: talking.timerAt, dialed: true });
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 200 } });
    expect(timeline[0]).toMatchObject({ type: 'talk-ended', by: 'limit' });
  });

  it('tries a talk again that was shorter than the least, though 200/200 is no status to retry', () => {
    const { next, effects, timeline } = decide(
      buildAnsweredEnd(VISITOR_CALL, ANSWERED_AT),
      buildLeadFacts({ leastTalkSeconds: 4.1 }),
    );
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2, timerAt: '2026-11-20T10:01:34.000Z' });
    expect(effects).toEqual([hangUp(MANAGER_CALL), removeBridge]);
    expect(timeline[0]).toEqual({ type: 'talk-ended', seconds: 4, by: 'visitor', short: true });
  });

  it('counts a talk of exactly the least as long enough', () => {
    const { next } = decide(buildAnsweredEnd(VISITOR_CALL, ANSWERED_AT), buildLeadFacts({ leastTalkSeconds: 4 }));
    expect(next).toMatchObject({ status: 'finished', short: false });
  });

  it('ends with 200/200, marked short, when the last attempt was too short', () => {
    const lead = buildLeadFacts({ leastTalkSeconds: 30, retry: { intervalsSeconds: [] } });
    expect(decide(buildAnsweredEnd(VISITOR_CALL, ANSWERED_AT), lead).next).toMatchObject({
      status: 'finished',
      result: { manager: 200, visitor: 200 },
      talkSeconds: 4,
      short: true,
    });
  });

  it.each([
    { heard: 'itself', event: { type: 'machine-detected', callId: VISITOR_CALL } as const },
    { heard: 'at its end', event: buildAnsweredEnd(VISITOR_CALL, ANSWERED_AT, 'machine') },
  ])('ends with 200/199 when a machine on the visitor is noticed $heard', ({ event }) => {
    const { next, effects } = decide(event);
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 199 }, talkSeconds: null });
    expect(effects).toEqual(expect.arrayContaining([hangUp(MANAGER_CALL), removeBridge, finished]));
  });

  it('ends the attempt with 487/0 when the manager who pressed no key turns out a machine', () => {
    const event = { type: 'machine-detected', callId: MANAGER_CALL } as const;
    const { next, effects, timeline } = decide(event, buildLeadFacts({ briefing: { acceptBy: 'answer' } }));
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2 });
    expect(effects).toEqual([hangUp(VISITOR_CALL), hangUp(MANAGER_CALL), removeBridge]);
    expect(timeline).toContainEqual({ type: 'attempt-ended', attempt: 1, status: { manager: 487, visitor: 0 } });
  });

  it('takes nobody for a machine who has pressed the key', () => {
    expect(decide({ type: 'machine-detected', callId: MANAGER_CALL }).next).toBe(talking);
  });

  it('does not cut a talk for a key', () => {
    expect(decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '0' }).next).toBe(talking);
  });
});
