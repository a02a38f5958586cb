import { describe, expect, it } from '@jest/globals';

import {
  briefing,
  buildAnsweredEnd,
  buildLeadFacts,
  dialingVisitor,
  MANAGER_CALL,
  NEXT_MANAGER_CALL,
  VISITOR_CALL,
} from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { ScenarioEvent, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:20.000Z');
const byAnswer = buildLeadFacts({ briefing: { acceptBy: 'answer' } });
const hangUp = { exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' };

function decide(event: ScenarioEvent, lead = buildLeadFacts(), state: ScenarioState = briefing): Transition {
  return transition(state, event, lead, AT);
}

const promptFinished = (spoken: number) =>
  ({ type: 'prompt-finished', callId: MANAGER_CALL, playbackId: `${MANAGER_CALL}-p${spoken}` }) as const;

const timerDue = { type: 'timer-due', timerAt: briefing.timerAt, dialed: true } as const;

describe('while the manager listens', () => {
  it('dials the visitor when the accept key is pressed', () => {
    const { next, effects, timeline } = decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '1' });
    expect(next).toEqual({
      ...dialingVisitor,
      connectBy: '2026-11-20T10:01:50.000Z',
      timerAt: '2026-11-20T10:01:05.000Z',
    });
    expect(effects).toEqual([
      {
        exchange: 'ringback',
        type: 'dial-leg',
        callId: VISITOR_CALL,
        role: 'visitor',
        number: '+79160000000',
        lines: 1,
        ringTimeoutSeconds: 40,
        callerId: null,
        route: 0,
      },
    ]);
    expect(timeline[0]).toEqual({ type: 'manager-accepted', key: '1' });
  });

  it('cancels this and all later attempts when the cancel key is pressed', () => {
    const { next, effects } = decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '0' });
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 708 } });
    expect(effects).toEqual([hangUp, { type: 'notify', event: 'call.finished' }]);
  });

  it('listens for the keys of the widget', () => {
    const lead = buildLeadFacts({ briefing: { acceptKey: '#', cancelKey: '*' } });
    expect(decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '1' }, lead).next).toBe(briefing);
    expect(decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '#' }, lead).next.status).toBe('dialing-visitor');
    expect(decide({ type: 'key-pressed', callId: MANAGER_CALL, key: '*' }, lead).next.status).toBe('finished');
  });

  it('repeats the text until it was spoken as often as the widget says', () => {
    const { next, effects } = decide(promptFinished(1));
    expect(next).toEqual({ ...briefing, spoken: 2, playbackId: `${MANAGER_CALL}-p2` });
    expect(effects).toMatchObject([{ type: 'play-prompt', playbackId: `${MANAGER_CALL}-p2` }]);
    const last = { ...briefing, spoken: 3, playbackId: `${MANAGER_CALL}-p3` };
    expect(decide(promptFinished(3), buildLeadFacts(), last).next).toBe(last);
  });

  it('does not repeat the text for the end of an earlier one that is told twice', () => {
    const second = { ...briefing, spoken: 2, playbackId: `${MANAGER_CALL}-p2` };
    expect(decide(promptFinished(1), buildLeadFacts(), second).next).toBe(second);
  });

  it('rings the next manager when no key was pressed in time', () => {
    const { next, effects, timeline } = decide(timerDue);
    expect(next).toMatchObject({ status: 'dialing-manager', failed: { manager: 487, visitor: 0 } });
    expect(effects).toMatchObject([hangUp, { type: 'dial-leg', callId: NEXT_MANAGER_CALL }]);
    expect(timeline[0]).toEqual({ type: 'no-key-pressed' });
  });

  it('needs no key where answering is accepting: the end of the text dials the visitor', () => {
    const { next, timeline } = decide(promptFinished(1), byAnswer);
    expect(next.status).toBe('dialing-visitor');
    expect(timeline[0]).toEqual({ type: 'manager-accepted', key: null });
  });

  it('dials the visitor by the timer when the end of the text is never told', () => {
    expect(decide(timerDue, byAnswer).next.status).toBe('dialing-visitor');
  });

  it('ends the attempt with 200/0 when the manager hangs up', () => {
    const { next, timeline } = decide(buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:10.000Z'));
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2 });
    expect(timeline).toContainEqual({ type: 'attempt-ended', attempt: 1, status: { manager: 200, visitor: 0 } });
  });

  it.each([
    { heard: 'itself', event: { type: 'machine-detected', callId: MANAGER_CALL } as const },
    { heard: 'at its end', event: buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:10.000Z', 'machine') },
  ])('rings the next manager when a machine is noticed $heard', ({ event }) => {
    const { next, effects } = decide(event);
    expect(next).toMatchObject({ legs: [{ place: { office: 0, manager: 1 } }], failed: { manager: 487, visitor: 0 } });
    expect(effects.at(-1)).toMatchObject({ type: 'dial-leg', callId: NEXT_MANAGER_CALL });
  });
});
