import { describe, expect, it } from '@jest/globals';

import { buildLeadFacts, NO_REFUSALS, scheduled } from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, ScenarioState, Transition } from './types.ts';

/** Moscow at nine in the evening, a Friday. */
const EVENING = new Date('2026-11-20T18:00:00.000Z');

function accept(settings: object, at = EVENING, facts: Partial<LeadFacts> = {}): Transition {
  const lead = buildLeadFacts(settings, { receivedAt: at, ...facts });
  return transition({ status: 'accepted' }, { type: 'lead-accepted', refusals: NO_REFUSALS }, lead, at);
}

function wake(state: Extract<ScenarioState, { status: 'scheduled' }>, settings: object, at: string): Transition {
  const event = { type: 'timer-due', timerAt: state.timerAt, dialed: false } as const;
  return transition(state, event, buildLeadFacts(settings), new Date(at));
}

describe('a lead that comes outside the hours', () => {
  it('is called when they begin, with the reason', () => {
    const { next, effects, timeline } = accept({ schedule: {} });
    expect(next).toMatchObject({ status: 'scheduled', attempt: 1, begun: false, timerAt: '2026-11-23T06:00:00.000Z' });
    expect(effects).toEqual([{ type: 'notify', event: 'lead.accepted' }]);
    expect(timeline.at(-1)).toMatchObject({ type: 'call-deferred', reason: 'outside-hours', by: 'opening', days: 3 });
  });

  it('is not too old then: its time was chosen', () => {
    const state = accept({ schedule: {} }).next;
    if (state.status !== 'scheduled') throw new Error('a scheduled lead was expected');
    expect(wake(state, { schedule: {} }, state.timerAt).next.status).toBe('dialing-manager');
  });

  it('is spread over the interval of the widget', () => {
    const { next, timeline } = accept({ schedule: { spreadSeconds: 3600 } });
    const [told] = timeline.flatMap((entry) => (entry.type === 'call-deferred' ? [entry] : []));
    const opening = Date.parse('2026-11-23T06:00:00.000Z');
    expect(told?.spreadSeconds).toBeGreaterThan(0);
    expect(next).toMatchObject({ timerAt: new Date(opening + (told?.spreadSeconds ?? 0) * 1000).toISOString() });
  });

  it('is kept as a lead where the widget defers nothing', () => {
    const { next, timeline } = accept({ schedule: { outside: 'lead' } });
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 201 } });
    expect(timeline).toContainEqual({ type: 'not-in-hours', reason: 'outside-hours' });
  });

  it('ends with 702 when there are no hours at all', () => {
    const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, []]));
    expect(accept({ schedule: { week } }).next).toMatchObject({
      status: 'finished',
      result: { manager: 702, visitor: 0 },
    });
  });

  it('waits for day where the visitor lives', () => {
    const schedule = { visitorWindow: { from: '09:00', to: '21:00' } };
    const noon = new Date('2026-11-20T12:00:00.000Z');
    const { next, timeline } = accept({ schedule }, noon, { visitorTimeZone: 'Asia/Vladivostok' });
    expect(next).toMatchObject({ status: 'scheduled', timerAt: '2026-11-23T06:00:00.000Z' });
    expect(timeline.at(-1)).toMatchObject({ type: 'call-deferred', reason: 'visitor-hours' });
  });
});

describe('an attempt whose timer is due outside the hours', () => {
  it('is put off: the alarm clock was late, or the rules of the zone have changed', () => {
    const { next } = wake(scheduled, { schedule: {} }, '2026-11-20T18:00:00.000Z');
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2, timerAt: '2026-11-23T06:00:00.000Z' });
  });

  it('is put off also when it waited for a line', () => {
    const waiting = { ...scheduled, begun: true };
    expect(wake(waiting, { schedule: {} }, '2026-11-20T15:00:00.000Z').next).toMatchObject({ begun: true });
  });
});

describe('a lead that is too old', () => {
  const late = '2026-11-20T11:00:00.000Z';

  it('is called on the next day with hours where the widget says so', () => {
    const { next, timeline } = wake(scheduled, { schedule: {}, whenStale: 'defer' }, late);
    expect(next).toMatchObject({ status: 'scheduled', timerAt: '2026-11-23T06:00:00.000Z' });
    expect(timeline.map(({ type }) => type)).toEqual(['too-old', 'call-deferred']);
  });

  it('is kept as a lead where the widget has no hours to wait for', () => {
    expect(wake(scheduled, { whenStale: 'defer' }, late).next).toMatchObject({
      result: { manager: 200, visitor: 201 },
    });
  });

  it('is kept as a lead a week after the order', () => {
    const state = { ...scheduled, plannedAt: '2026-11-27T09:00:00.000Z' };
    const { next } = wake(state, { schedule: {}, whenStale: 'defer' }, '2026-11-27T10:00:00.000Z');
    expect(next).toMatchObject({ result: { manager: 200, visitor: 201 } });
  });
});
