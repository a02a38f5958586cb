import { describe, expect, it } from '@jest/globals';

import {
  ANNA,
  BORIS,
  buildAnsweredEnd,
  buildLeadFacts,
  buildUnansweredEnd,
  NO_REFUSALS,
  RECEIVED_AT,
} from './build-lead-facts.ts';
import { callIdOf } from './facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, ScenarioEvent, ScenarioState, Transition } from './types.ts';

const CLARA = { name: 'Clara', number: '+74950000003' };
const AT = new Date('2026-11-20T10:00:10.000Z');
const sales = { name: 'Sales', managers: [ANNA, BORIS] };
const service = { name: 'Service', managers: [CLARA] };
const lead = buildLeadFacts({ ring: 'at-once', offices: [sales, service] });
const [FIRST, SECOND, THIRD] = [1, 2, 3].map((leg) => callIdOf(lead.leadId, 1, 'manager', leg)) as [
  string,
  string,
  string,
];

const start = (facts: LeadFacts): Transition =>
  transition({ status: 'accepted' }, { type: 'lead-accepted', refusals: NO_REFUSALS }, facts, RECEIVED_AT);
const bothRing = start(lead).next;

function decide(event: ScenarioEvent, state: ScenarioState = bothRing): Transition {
  return transition(state, event, lead, AT);
}

const dialed = ({ effects }: Transition): string[] =>
  effects.flatMap((effect) => (effect.type === 'dial-leg' ? [effect.number] : []));

describe('where managers are rung at once', () => {
  it('rings all of the first office', () => {
    expect(dialed(start(lead))).toEqual([ANNA.number, BORIS.number]);
  });

  it('rings a number once, and never the visitor', () => {
    const visitor = { name: 'Himself', number: '+79160000000' };
    const again = { name: 'Anna again', number: ANNA.number };
    const offices = [{ name: 'Sales', managers: [visitor, ANNA, again] }];
    expect(dialed(start(buildLeadFacts({ ring: 'at-once', offices })))).toEqual([ANNA.number]);
  });

  it('speaks to the first who answers and tells the others that somebody else has', () => {
    const { next, effects, timeline } = decide({ type: 'leg-answered', callId: SECOND });
    expect(next).toMatchObject({ status: 'briefing', managerCallId: SECOND, place: { office: 0, manager: 1 } });
    expect(effects).toMatchObject([
      { type: 'hang-up', callId: FIRST, reason: 'answered-elsewhere' },
      { type: 'play-prompt', callId: SECOND },
    ]);
    expect(timeline).toEqual([
      { type: 'leg-answered', role: 'manager', person: 'Boris' },
      { type: 'answered-elsewhere', person: 'Anna' },
    ]);
  });

  it('does not hear a second answer: the first has won', () => {
    const { next } = decide({ type: 'leg-answered', callId: SECOND });
    expect(decide({ type: 'leg-answered', callId: FIRST }, next).next).toBe(next);
  });

  it('goes on ringing the others when one is busy', () => {
    const { next, effects } = decide(buildUnansweredEnd(FIRST, 486, 'busy'));
    expect(next).toMatchObject({ legs: [{ callId: SECOND }], failed: { manager: 486, visitor: 0 } });
    expect(effects).toEqual([]);
  });

  it('goes on to the next office when nobody is left', () => {
    const decision = decide(buildUnansweredEnd(SECOND, 487), decide(buildUnansweredEnd(FIRST, 486)).next);
    expect(dialed(decision)).toEqual([CLARA.number]);
    expect(decision.next).toMatchObject({ legs: [{ callId: THIRD, place: { office: 1, manager: 0 } }] });
  });

  it('gives nobody of the office a second ring in the attempt when the winner presses no key', () => {
    const { next } = decide({ type: 'leg-answered', callId: FIRST });
    if (next.status !== 'briefing') throw new Error('a briefing was expected');
    const decision = decide({ type: 'timer-due', timerAt: next.timerAt, dialed: true }, next);
    expect(dialed(decision)).toEqual([CLARA.number]);
  });

  it('hangs up on everybody by its timer', () => {
    const timerAt = '2026-11-20T10:00:35.000Z';
    const { effects } = decide({ type: 'timer-due', timerAt, dialed: true });
    expect(effects).toMatchObject([
      { type: 'hang-up', callId: FIRST, reason: 'normal' },
      { type: 'hang-up', callId: SECOND, reason: 'normal' },
      { type: 'dial-leg', number: CLARA.number },
    ]);
  });

  it('passes over a manager without a free line and keeps the others ringing', () => {
    const { next } = decide({ type: 'dial-refused', callId: FIRST, reason: 'no-free-line' });
    expect(next).toMatchObject({ legs: [{ callId: SECOND }], failed: null });
  });

  it('ends the attempt for everybody when one answered and left before we heard of it', () => {
    const { next, effects } = decide(buildAnsweredEnd(FIRST, '2026-11-20T10:00:09.000Z'));
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2 });
    expect(effects).toMatchObject([{ type: 'hang-up', callId: SECOND }]);
  });
});
