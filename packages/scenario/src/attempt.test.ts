import { describe, expect, it } from '@jest/globals';

import {
  ANNA,
  buildLeadFacts,
  buildUnansweredEnd,
  dialingManager,
  MANAGER_CALL,
  scheduled,
} from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:10.000Z');

const waiting = { ...scheduled, attempt: 1, begun: true, plannedAt: '2026-11-20T10:00:00.000Z' } as const;

function alone(settings: object = {}): LeadFacts {
  return buildLeadFacts({ offices: [{ name: 'Sales', managers: [ANNA] }], ...settings });
}

function failWith(code: number, lead: LeadFacts, attempt = 1): Transition {
  return transition(
    { ...dialingManager, attempt, retries: attempt - 1 },
    buildUnansweredEnd(MANAGER_CALL, code),
    lead,
    AT,
  );
}

function wake(state: Extract<ScenarioState, { status: 'scheduled' }>, at = state.timerAt): Transition {
  const event = { type: 'timer-due', timerAt: state.timerAt, dialed: false } as const;
  return transition(state, event, buildLeadFacts(), new Date(at));
}

describe('the end of an attempt', () => {
  it('schedules the next one after the interval of its number', () => {
    const { next, timeline } = failWith(486, alone());
    expect(next).toEqual(scheduled);
    expect(timeline.at(-1)).toEqual({
      type: 'attempt-scheduled',
      attempt: 2,
      at: '2026-11-20T10:01:10.000Z',
      seconds: 60,
    });
    expect(failWith(486, alone(), 2).next).toMatchObject({ attempt: 3, timerAt: '2026-11-20T10:05:10.000Z' });
  });

  it('is the end of the lead when there are no more intervals', () => {
    const { next, effects } = failWith(486, alone(), 3);
    expect(next).toMatchObject({ status: 'finished', attempt: 3, result: { manager: 486, visitor: 0 } });
    expect(effects).toEqual([{ type: 'notify', event: 'call.finished' }]);
  });

  it.each([486, 487, 603, 404, 720])('is followed by another one after %i/0 by default', (code) => {
    expect(failWith(code, alone()).next.status).toBe('scheduled');
  });

  it.each([488, 491, 502, 604])('is the end of the lead after %i/0 by default', (code) => {
    expect(failWith(code, alone()).next.status).toBe('finished');
  });

  it('is followed by another one only for the statuses that the widget names', () => {
    const lead = alone({ retry: { intervalsSeconds: [60], statuses: ['487/0'] } });
    expect(failWith(486, lead).next.status).toBe('finished');
    expect(failWith(487, lead).next.status).toBe('scheduled');
  });
});

describe('a scheduled attempt', () => {
  it('begins with the first manager when its timer is due', () => {
    const { next, effects, timeline } = wake(scheduled);
    expect(next).toMatchObject({
      status: 'dialing-manager',
      attempt: 2,
      legCount: 2,
      legs: [{ place: { office: 0, manager: 0 } }],
    });
    expect(effects[0]).toEqual({ type: 'notify', event: 'call.started' });
    expect(timeline[0]).toEqual({ type: 'attempt-started', attempt: 2 });
  });

  it('is not begun by a timer that was set for something else', () => {
    const event = { type: 'timer-due', timerAt: '2026-11-20T10:01:09.999Z', dialed: false } as const;
    expect(transition(scheduled, event, buildLeadFacts(), AT).next).toBe(scheduled);
  });

  it('is given up, with the reason, when nobody woke it for longer than the freshness', () => {
    const { next, timeline } = wake(scheduled, '2026-11-20T10:16:11.000Z');
    expect(next).toMatchObject({ status: 'finished', attempt: 2, result: { manager: 200, visitor: 201 } });
    expect(timeline[0]).toEqual({ type: 'too-old', minutes: 15 });
  });
});

describe('an attempt that waited for a free line', () => {
  it('goes on without being told as begun a second time', () => {
    const { next, effects, timeline } = wake(waiting);
    expect(next).toMatchObject({ status: 'dialing-manager', attempt: 1, legCount: 2 });
    expect(effects.map(({ type }) => type)).toEqual(['dial-leg']);
    expect(timeline.map(({ type }) => type)).toEqual(['leg-dialed']);
  });

  it('grows old while it waits', () => {
    const long = { ...waiting, timerAt: '2026-11-20T10:15:05.000Z' } as const;
    const { next, timeline } = wake(long);
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 201 } });
    expect(timeline).toContainEqual({ type: 'attempt-ended', attempt: 1, status: { manager: 200, visitor: 201 } });
  });
});

describe('the next attempt of a widget with hours', () => {
  const evening = new Date('2026-11-20T14:59:50.000Z');
  const fail = (settings: object): Transition =>
    transition(dialingManager, buildUnansweredEnd(MANAGER_CALL, 486), alone(settings), evening);

  it('is put off to the next hours', () => {
    const { next, timeline } = fail({ schedule: {} });
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2, timerAt: '2026-11-23T06:00:00.000Z' });
    expect(timeline.at(-1)).toMatchObject({ type: 'call-deferred', attempt: 2, reason: 'outside-hours' });
  });

  it('does not come where nothing is deferred: the lead ends as the attempt did', () => {
    expect(fail({ schedule: { outside: 'lead' } }).next).toMatchObject({
      status: 'finished',
      result: { manager: 486, visitor: 0 },
    });
  });
});
