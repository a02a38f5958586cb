import { env } from 'node:process';

import { describe, it } from '@jest/globals';
import fc from 'fast-check';

import { buildLeadFacts, EXCHANGE, RECEIVED_AT } from './build-lead-facts.ts';
import { CalledLead } from './called-lead.ts';
import type { LeadFacts, ScenarioEvent } from './types.ts';

const RUNS = env['LONG'] === '1' ? 100_000 : 2_000;

const number = fc.constantFrom('+74950000001', '+74950000002', '79160000000', '101');
const extension = fc.constantFrom(null, null, { digits: '12', delaySeconds: 2 });
const manager = fc.record({ name: fc.constant('Anna'), number, lines: fc.integer({ min: 1, max: 3 }), extension });
const office = fc.record({ name: fc.constant('Sales'), managers: fc.array(manager, { minLength: 1, maxLength: 3 }) });
const settings = fc.record({
  ring: fc.constantFrom('in-turn', 'at-once'),
  callFirst: fc.constantFrom('manager', 'visitor'),
  record: fc.boolean(),
  visitorConnectLimitSeconds: fc.constantFrom(10, 90),
  schedule: fc.constantFrom(null, null, {}, { outside: 'lead' }, { visitorWindow: { from: '20:00', to: '21:00' } }),
  whenStale: fc.constantFrom('lead', 'defer'),
  offices: fc.array(office, { minLength: 1, maxLength: 2 }),
  briefing: fc.record({
    acceptBy: fc.constantFrom('key', 'answer', 'repeats'),
    acceptKey: fc.constantFrom('0', '1', '9'),
    repeats: fc.integer({ min: 1, max: 3 }),
  }),
  leastTalkSeconds: fc.constantFrom(0, 5, 600),
  freshnessSeconds: fc.constantFrom(10, 900),
  retry: fc.record(
    {
      intervalsSeconds: fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 4 }),
      statuses: fc.constant(['486/0']),
    },
    { requiredKeys: ['intervalsSeconds'] },
  ),
});
const block = fc.constantFrom(null, null, null, 'widget-list', 'limit' as const);
const refusals = fc.record({
  widgetOff: fc.constantFrom(false, false, false, true),
  phone: fc.constantFrom(null, null, null, 709, 718),
  phoneBlocked: block,
  addressBlocked: block,
  chainUnfinished: fc.constantFrom(false, false, false, true),
  reachedRecently: fc.constantFrom(false, false, false, true),
});

/** What happens next, told in relation to the lead as it is then. */
const step = fc.record({
  /** Mostly the legs of now, at times one of before or of somebody else. */
  call: fc.constantFrom('current', 'current', 'current', 'current', 'earlier', 'foreign'),
  what: fc.constantFrom(
    'leg-ringing',
    'leg-answered',
    'leg-answered',
    'leg-answered',
    'machine-detected',
    'key-pressed',
    'key-pressed',
    'prompt-finished',
    'leg-ended',
    'dial-refused',
    'timer-due',
    'late-timer',
    'again',
  ),
  key: fc.constantFrom('0', '1', '1', '2', '3', '9', '#'),
  reason: fc.constantFrom('no-free-line', 'visitor-on-another-call', 'number-blocked', 'budget-reached'),
  code: fc.constantFrom(486, 487, 603, 404, 488, 410, 503, 720, 999),
  dialed: fc.boolean(),
  answered: fc.boolean(),
  machine: fc.boolean(),
  afterSeconds: fc.constantFrom(0, 0.2, 1, 6, 40, 700),
  pick: fc.nat(1000),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe('transition', () => {
  it('keeps its promises for any settings and any order of events, doubled, late or lost', () => {
    fc.assert(
      fc.property(
        settings,
        refusals,
        fc.integer({ min: 1, max: 3 }),
        fc.array(step, { maxLength: 60 }),
        (document, refused, routes, steps) => {
          const lead = buildLeadFacts(document, {
            exchanges: [{ name: EXCHANGE, routes, isUp: true }],
            phone: refused.phone === null ? '+79160000000' : null,
          });
          const called = new CalledLead(lead);
          const told: ScenarioEvent[] = [{ type: 'lead-accepted', refusals: refused }];
          let at = RECEIVED_AT.getTime();
          called.hear({ type: 'lead-accepted', refusals: refused }, new Date(at));
          for (const { afterSeconds, ...rest } of steps) {
            at += afterSeconds * 1000;
            const event = eventOf({ afterSeconds, ...rest }, called, told, lead, at);
            told.push(event);
            called.hear(event, new Date(at));
          }
        },
      ),
      { numRuns: RUNS, seed: 20261120 },
    );
  });
});

function eventOf(step: Step, called: CalledLead, told: ScenarioEvent[], lead: LeadFacts, at: number): ScenarioEvent {
  const { what, key, code, dialed, pick } = step;
  const callId = callOf(step, called);
  switch (what) {
    case 'again':
      return told[pick % told.length] ?? { type: 'leg-ringing', callId };
    case 'timer-due':
      return { type: 'timer-due', timerAt: called.timerAt() ?? lead.receivedAt.toISOString(), dialed };
    case 'late-timer':
      return { type: 'timer-due', timerAt: new Date(at - 1).toISOString(), dialed };
    case 'key-pressed':
      return { type: what, callId, key };
    case 'prompt-finished':
      return { type: what, callId, playbackId: `${callId}-p${1 + (pick % 3)}` };
    case 'dial-refused':
      return { type: what, callId, reason: step.reason };
    case 'leg-ended':
      return endOf(step, callId, code, at);
    case 'leg-ringing':
    case 'leg-answered':
    case 'machine-detected':
      return { type: what, callId };
  }
}

function endOf({ answered, machine }: Step, callId: string, code: number, at: number): ScenarioEvent {
  const ended = { type: 'leg-ended', callId, cause: null } as const;
  if (!answered) return { ...ended, disposition: 'failed', code, answeredAt: null };
  const answeredAt = new Date(at - 3000).toISOString();
  return { ...ended, disposition: machine ? 'machine' : 'answered', code: 200, answeredAt };
}

function callOf({ call, pick }: Step, called: CalledLead): string {
  const foreign = '0190a000-0000-7000-8000-00000000ffff-a1-m1';
  if (call === 'foreign') return foreign;
  if (call === 'earlier') return called.dialed[pick % Math.max(1, called.dialed.length)] ?? foreign;
  const legs = called.legs();
  return legs[pick % Math.max(1, legs.length)] ?? foreign;
}
