import { describe, expect, it } from '@jest/globals';

import {
  ANNA,
  buildAnsweredEnd,
  buildLeadFacts,
  buildUnansweredEnd,
  dialingManager,
  dialingVisitor,
  MANAGER_CALL,
  NO_REFUSALS,
  scheduled,
  talking,
  VISITOR_CALL,
} from './build-lead-facts.ts';
import { statusOf } from './lead-state.ts';
import { describeStatus, formatStatus, STATUSES, type Status } from './statuses.ts';
import { transition } from './transition.ts';
import type { LeadFacts, Refusals, ScenarioEvent, ScenarioState } from './types.ts';

const AT = new Date('2026-11-20T10:00:20.000Z');
const ALONE = { offices: [{ name: 'Sales', managers: [ANNA] }], retry: { intervalsSeconds: [] } };
const once = buildLeadFacts(ALONE);

/** These never end a lead of ours. */
const NOT_PRODUCED: Record<string, string> = {
  '701/0': 'a chain has one lead, and ends with its success',
  '704/0': 'what we cannot do now is done later, or the lead is kept as one: 200/201',
  '707/0': 'a leg whose result is not known ends as 720/0 when its timer is due',
  '790/0': 'a rehearsal calls nobody and leaves no lead',
  '815/0': 'a duplicate gets the id of the first',
};

function after(event: ScenarioEvent, state: ScenarioState, lead: LeadFacts = once, at = AT): Status {
  return statusOf(transition(state, event, lead, at).next);
}

function accepted(refusals: Partial<Refusals>, lead = once): Status {
  return after({ type: 'lead-accepted', refusals: { ...NO_REFUSALS, ...refusals } }, { status: 'accepted' }, lead);
}

const refused = (reason: Extract<ScenarioEvent, { type: 'dial-refused' }>['reason']): Status =>
  after({ type: 'dial-refused', callId: MANAGER_CALL, reason }, dialingManager);

const ownNumber = { offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+79160000000' }] }] };
const closed = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, []]));
const limit = { ...dialingVisitor, timerAt: dialingVisitor.connectBy };

const WAYS: Record<string, () => Status> = {
  '1/0': () => statusOf(talking),
  '2/0': () => statusOf(scheduled),
  '200/200': () => after(buildAnsweredEnd(VISITOR_CALL, talking.talkingSince), talking),
  '200/0': () => after(buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:15.000Z'), dialingManager),
  '200/1': () => after(buildAnsweredEnd(MANAGER_CALL, '2026-11-20T10:00:15.000Z'), dialingVisitor),
  '200/199': () => after({ type: 'machine-detected', callId: VISITOR_CALL }, dialingVisitor),
  '200/201': () => accepted({}, buildLeadFacts({ schedule: { week: closed, outside: 'lead' } })),
  '200/708': () => after({ type: 'key-pressed', callId: MANAGER_CALL, key: '0' }, dialingVisitor),
  '200/717': () => after({ type: 'timer-due', timerAt: limit.timerAt, dialed: true }, limit),
  '667/0': () => accepted({ phoneBlocked: 'widget-list' }),
  '668/0': () => accepted({ addressBlocked: 'widget-list' }),
  '702/0': () => accepted({}, buildLeadFacts({ schedule: { week: closed } })),
  '703/0': () => accepted({}, buildLeadFacts(ownNumber)),
  '705/0': () => refused('number-blocked'),
  '706/0': () => accepted({ chainUnfinished: true }),
  '708/0': () => after({ type: 'lead-cancelled' }, scheduled),
  '709/0': () => accepted({ phone: 709 }, buildLeadFacts(ALONE, { phone: null })),
  '710/0': () => accepted({ widgetOff: true }),
  '718/0': () => accepted({ phone: 718 }, buildLeadFacts(ALONE, { phone: null })),
  '813/0': () => accepted({ reachedRecently: true }),
  '814/0': () => refused('budget-reached'),
};

/** Every other row is a code that the exchange tells of a leg that was not answered. */
function wayTo(code: string): Status {
  const [manager = 0, visitor = 0] = code.split('/').map(Number);
  return manager === 200
    ? after(buildUnansweredEnd(VISITOR_CALL, visitor), dialingVisitor)
    : after(buildUnansweredEnd(MANAGER_CALL, manager), dialingManager);
}

describe('the table of statuses', () => {
  it.each(STATUSES.map(({ code }) => code).filter((code) => !(code in NOT_PRODUCED)))('is reached at %s', (code) => {
    expect(formatStatus((WAYS[code] ?? (() => wayTo(code)))())).toBe(code);
  });

  it.each(Object.entries(NOT_PRODUCED))('has words for %s, though %s', (code) => {
    const [manager = 0, visitor = 0] = code.split('/').map(Number);
    expect(describeStatus({ manager, visitor }, 'ru')).not.toContain('Код');
  });
});
