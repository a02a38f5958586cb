import { describe, expect, it } from '@jest/globals';

import {
  ANNA,
  BORIS,
  buildLeadFacts,
  buildUnansweredEnd,
  dialingManager,
  dialingVisitor,
  MANAGER_CALL,
} from './build-lead-facts.ts';
import { chooseExchange } from './choose-exchange.ts';
import { transition } from './transition.ts';
import type { ExchangeFacts, LeadFacts, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:10.000Z');

const up = (name: string): ExchangeFacts => ({ name, routes: 1, isUp: true });
const down = (name: string): ExchangeFacts => ({ ...up(name), isUp: false });

function buildLead(exchanges: ExchangeFacts[], settings: object = {}): LeadFacts {
  return buildLeadFacts(settings, { exchanges });
}

describe('chooseExchange', () => {
  it('spreads leads over all that work, and the attempts of one lead too', () => {
    const leads = Array.from({ length: 100 }, (_, place) => ({
      ...buildLead([up('one'), down('three'), up('two')]),
      leadId: `0190a000-0000-7000-8000-${String(place).padStart(12, '0')}`,
    }));
    const chosen = leads.map((lead) => chooseExchange(lead, 1, null));
    expect(new Set(chosen)).toEqual(new Set(['one', 'two']));
    expect(chosen.filter((name) => name === 'one').length).toBeGreaterThan(25);
    expect(chosen.filter((name) => name === 'two').length).toBeGreaterThan(25);
    for (const lead of leads) expect(chooseExchange(lead, 1, null)).not.toBe(chooseExchange(lead, 2, null));
  });

  it('stays where the attempt has begun, while that works', () => {
    const lead = buildLead([up('one'), up('two')]);
    expect([chooseExchange(lead, 1, 'one'), chooseExchange(lead, 1, 'two')]).toEqual(['one', 'two']);
    expect(chooseExchange(buildLead([down('one'), up('two')]), 1, 'one')).toBe('two');
  });

  it('takes the best that works of those that the widget names, and no other', () => {
    const settings = { exchanges: ['three', 'one'] };
    expect(chooseExchange(buildLead([up('one'), up('three'), up('two')], settings), 1, null)).toBe('three');
    expect(chooseExchange(buildLead([up('one'), down('three'), up('two')], settings), 1, null)).toBe('one');
    expect(chooseExchange(buildLead([down('one'), down('three'), up('two')], settings), 1, null)).toBe('three');
  });

  it('waits at one of them when none works', () => {
    expect(chooseExchange(buildLead([down('one'), down('two')]), 1, null)).toBe('one');
    expect(chooseExchange(buildLead([down('one'), down('two')]), 1, 'two')).toBe('two');
  });
});

describe('when nobody holds the exchange', () => {
  const ringing = { ...dialingManager, exchange: 'one' };
  const decide = (state: ScenarioState, lead: LeadFacts, dialed = false): Transition =>
    transition(state, { type: 'exchange-away', dialed }, lead, AT);
  const lead = buildLead([down('one'), up('two')]);

  it('has the same manager rung by another one, in the same attempt', () => {
    const { next, effects, timeline } = decide(ringing, lead);
    expect(next).toMatchObject({ status: 'dialing-manager', attempt: 1, exchange: 'two', legCount: 2 });
    expect(effects).toMatchObject([
      { exchange: 'one', type: 'hang-up', callId: MANAGER_CALL },
      { exchange: 'two', type: 'dial-leg', number: ANNA.number },
    ]);
    expect(timeline.map(({ type }) => type)).toEqual(['exchange-away', 'leg-dialed']);
  });

  it('has nobody rung again who has been rung in this attempt', () => {
    const atOnce = buildLead([down('one'), up('two')], { ring: 'at-once' });
    const second = [{ place: { office: 0, manager: 1 }, callId: `${MANAGER_CALL}2`, ringing: false, route: 0 }];
    const { effects } = decide({ ...ringing, legs: second, failed: { manager: 486, visitor: 0 } }, atOnce);
    expect(effects.filter(({ type }) => type === 'dial-leg')).toMatchObject([{ number: BORIS.number }]);
  });

  it('has the visitor who is called first rung by another one', () => {
    const alone = { ...dialingVisitor, exchange: 'one', manager: null };
    expect(decide(alone, lead).effects).toMatchObject([
      { exchange: 'one', type: 'hang-up' },
      { exchange: 'two', type: 'dial-leg', role: 'visitor' },
    ]);
  });

  it.each([
    ['the order went out', ringing, lead, true],
    ['there is no other', ringing, buildLead([down('one')]), false],
    ['the widget names no other', ringing, buildLead([down('one'), up('two')], { exchanges: ['one'] }), false],
    ['a manager is on the line there', { ...dialingVisitor, exchange: 'one' }, lead, false],
    ['the visitor waits there', { ...ringing, visitorCallId: 'v' }, lead, false],
  ])('changes nothing when %s', (_, state, facts, dialed) => {
    expect(decide(state, facts, dialed).next).toBe(state);
  });

  it('has the next manager rung by another one', () => {
    const busy = buildUnansweredEnd(MANAGER_CALL, 486, 'busy');
    expect(transition(ringing, busy, lead, AT).effects).toMatchObject([
      { exchange: 'two', type: 'dial-leg', number: BORIS.number },
    ]);
  });
});
