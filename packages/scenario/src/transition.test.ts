import { describe, expect, it } from '@jest/globals';

import {
  briefing,
  buildAnsweredEnd,
  buildLeadFacts,
  buildUnansweredEnd,
  dialingManager,
  dialingVisitor,
  MANAGER_CALL,
  NEXT_MANAGER_CALL,
  RECEIVED_AT,
  scheduled,
  talking,
  VISITOR_CALL,
  NO_REFUSALS,
} from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { ScenarioEvent, ScenarioState } from './types.ts';

const ANSWERED_AT = '2026-11-20T10:00:05.000Z';
const FOREIGN_CALL = '0190a000-0000-7000-8000-00000000ffff-a1-m1';
const lead = buildLeadFacts();

const finished = {
  status: 'finished',
  attempt: 1,
  result: { manager: 200, visitor: 200 },
  talkSeconds: 4,
  short: false,
} as const;

const eventsOf = (callId: string): ScenarioEvent[] => [
  { type: 'leg-ringing', callId },
  { type: 'leg-answered', callId },
  { type: 'machine-detected', callId },
  { type: 'key-pressed', callId, key: '1' },
  { type: 'key-pressed', callId, key: '0' },
  { type: 'prompt-finished', callId, playbackId: `${callId}-p1` },
  { type: 'dial-refused', callId, reason: 'no-free-line' },
  buildUnansweredEnd(callId, 486),
  buildAnsweredEnd(callId, ANSWERED_AT),
];

const LATE_TIMER = { type: 'timer-due', timerAt: '2026-11-20T09:59:59.000Z', dialed: true } as const;
const ACCEPTED_AGAIN = { type: 'lead-accepted', refusals: NO_REFUSALS } as const;

const STATES: ScenarioState[] = [scheduled, dialingManager, briefing, dialingVisitor, talking, finished];

describe('transition', () => {
  it.each(STATES)('ignores in $status what is told of a call of another lead', (state) => {
    for (const event of eventsOf(FOREIGN_CALL)) expect(transition(state, event, lead, RECEIVED_AT).next).toBe(state);
  });

  it.each(STATES)('ignores in $status a timer of an earlier state and a second acceptance', (state) => {
    for (const event of [LATE_TIMER, ACCEPTED_AGAIN]) {
      expect(transition(state, event, lead, RECEIVED_AT)).toEqual({ next: state, effects: [], timeline: [] });
      expect(transition(state, event, lead, RECEIVED_AT).next).toBe(state);
    }
  });

  it('ignores everything once the lead is finished', () => {
    for (const event of [...eventsOf(MANAGER_CALL), ...eventsOf(VISITOR_CALL)]) {
      expect(transition(finished, event, lead, RECEIVED_AT).next).toBe(finished);
    }
  });

  it('ignores before the next attempt what is told of the last one', () => {
    for (const event of eventsOf(MANAGER_CALL)) {
      expect(transition(scheduled, event, lead, RECEIVED_AT).next).toBe(scheduled);
    }
  });

  it('ignores what is told of the manager who was given up before', () => {
    const [leg] = dialingManager.legs;
    const second = { ...dialingManager, legCount: 2, legs: leg ? [{ ...leg, callId: NEXT_MANAGER_CALL }] : [] };
    for (const event of eventsOf(MANAGER_CALL)) {
      expect(transition(second, event, lead, RECEIVED_AT).next).toBe(second);
    }
  });

  it.each([
    { state: briefing, event: { type: 'leg-answered', callId: MANAGER_CALL } as const },
    { state: briefing, event: { type: 'leg-ringing', callId: MANAGER_CALL } as const },
    { state: dialingVisitor, event: { type: 'key-pressed', callId: MANAGER_CALL, key: '1' } as const },
    { state: dialingVisitor, event: { type: 'leg-answered', callId: MANAGER_CALL } as const },
    { state: talking, event: { type: 'leg-answered', callId: VISITOR_CALL } as const },
    { state: talking, event: { type: 'leg-ringing', callId: VISITOR_CALL } as const },
  ])('ignores a doubled $event.type in $state.status', ({ state, event }) => {
    expect(transition(state, event, lead, RECEIVED_AT).next).toBe(state);
  });

  it('wants nothing but the first decision from an accepted lead', () => {
    const accepted: ScenarioState = { status: 'accepted' };
    for (const event of [...eventsOf(MANAGER_CALL), LATE_TIMER]) {
      expect(transition(accepted, event, lead, RECEIVED_AT).next).toBe(accepted);
    }
  });
});
