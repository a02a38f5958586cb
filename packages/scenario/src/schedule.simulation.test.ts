import assert from 'node:assert/strict';
import { env } from 'node:process';

import { describe, expect, it } from '@jest/globals';

import { buildLeadFacts, NO_REFUSALS } from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, ScenarioState, Transition } from './types.ts';
import { WallClock } from './wall-clock.ts';

const LEADS = env['LONG'] === '1' ? 1_000_000 : 20_000;
const FIRST_MOMENT = Date.parse('2026-01-01T00:00:00.000Z');
const THREE_YEARS_SECONDS = 1096 * 86_400;
const MINUTE = 60_000;

const ZONES = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
  'America/New_York',
] as const;

/** Hours around the moments at which New York changes its clocks, too. */
const ORDINARY = [{ from: '09:00', to: '18:00' }];
const DAYS = [
  ORDINARY,
  ORDINARY,
  ORDINARY,
  [{ from: '09:00', to: '18:00' }],
  [{ from: '00:00', to: '24:00' }],
  [
    { from: '10:00', to: '13:00' },
    { from: '14:30', to: '20:15' },
  ],
  [
    { from: '01:15', to: '02:45' },
    { from: '22:00', to: '24:00' },
  ],
  [{ from: '02:10', to: '02:50' }],
];

/** Numbers from a seed, the same in every run (Lehmer). */
function createPick(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const pick = createPick(20261120);
const of = <T>(items: readonly T[]): T => {
  const item = items[pick(items.length)];
  assert.ok(item !== undefined);
  return item;
};

const WIDGETS: LeadFacts[] = Array.from({ length: 300 }, () => {
  const date = (): string => new Date(FIRST_MOMENT + pick(THREE_YEARS_SECONDS) * 1000).toISOString().slice(0, 10);
  const week = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, pick(10) === 0 ? [] : of(DAYS)]),
  );
  const holidays = [...new Set([date(), date(), date()])].map((day) => ({ date: day, windows: of(DAYS) }));
  const schedule = {
    timeZone: of(ZONES),
    week,
    holidays,
    convenientTime: of([null, '10:00', '14:00', '02:30']),
    spreadSeconds: of([0, 0, 600, 7200]),
    visitorWindow: of([
      null,
      null,
      null,
      null,
      null,
      null,
      { from: '09:00', to: '21:00' },
      { from: '12:00', to: '23:30' },
    ]),
  };
  return buildLeadFacts({ schedule }, { visitorTimeZone: of([null, ...ZONES]) });
});

const clock = new WallClock();

describe('the hours of a widget', () => {
  it('let nobody be dialled outside them, and make each deferred call in the first minute of its slot plus its spread', () => {
    const counts = { 'at once': 0, deferred: 0, never: 0 };
    for (let index = 0; index < LEADS; index += 1) {
      const receivedAt = new Date(FIRST_MOMENT + pick(THREE_YEARS_SECONDS) * 1000);
      counts[follow({ ...of(WIDGETS), leadId: `lead-${index}`, receivedAt })] += 1;
    }
    expect(counts['at once']).toBeGreaterThan(LEADS / 20);
    expect(counts.deferred).toBeGreaterThan(LEADS / 2);
  }, 900_000);
});

/** Accepts a lead and wakes it when its time has come. */
function follow(lead: LeadFacts): 'at once' | 'deferred' | 'never' {
  const at = lead.receivedAt.getTime();
  const accepted = transition(
    { status: 'accepted' },
    { type: 'lead-accepted', refusals: NO_REFUSALS },
    lead,
    lead.receivedAt,
  );
  if (accepted.next.status === 'dialing-manager') {
    check(isAllowed(lead, at), lead, 'was dialled outside the hours');
    return 'at once';
  }
  if (accepted.next.status === 'finished') {
    assert.deepEqual(accepted.next.result, { manager: 702, visitor: 0 });
    return 'never';
  }
  const { timerAt } = checkDeferral(lead, accepted);
  const event = { type: 'timer-due', timerAt, dialed: false } as const;
  const woken = transition(accepted.next, event, lead, new Date(timerAt));
  check(woken.next.status === 'dialing-manager', lead, 'was not dialled when its timer was due');
  check(isAllowed(lead, Date.parse(timerAt)), lead, 'was deferred to a moment outside the hours');
  return 'deferred';
}

function checkDeferral(
  lead: LeadFacts,
  { next, timeline }: Transition,
): Extract<ScenarioState, { status: 'scheduled' }> {
  assert.ok(next.status === 'scheduled');
  const entry = timeline.at(-1);
  const { schedule } = lead.settings;
  assert.ok(entry?.type === 'call-deferred' && schedule !== null);
  assert.ok(entry.spreadSeconds === 0 || entry.spreadSeconds < schedule.spreadSeconds, 'the spread has a limit');
  const slot = Date.parse(next.timerAt) - entry.spreadSeconds * 1000;
  assert.equal(slot % MINUTE, 0, 'a slot begins on the minute');
  check(isAllowed(lead, slot), lead, 'has a slot outside the hours');
  const isConvenient = entry.by === 'convenient-time';
  const day = clock.show(schedule.timeZone, slot).slice(0, 10);
  if (isConvenient) assert.equal(clock.show(schedule.timeZone, slot).slice(11), schedule.convenientTime);
  check(!isAllowed(lead, lead.receivedAt.getTime()), lead, 'was deferred without need');
  for (let minute = Math.ceil(lead.receivedAt.getTime() / MINUTE) * MINUTE; minute < slot; minute += MINUTE) {
    if (!isAllowed(lead, minute)) continue;
    const isSameDay = clock.show(schedule.timeZone, minute).startsWith(day);
    check(isConvenient && isSameDay, lead, `could have been called at ${new Date(minute).toISOString()}`);
    break;
  }
  return next;
}

function isAllowed(lead: LeadFacts, at: number): boolean {
  const { schedule } = lead.settings;
  return schedule === null || clock.isAllowed(schedule, at, lead.visitorTimeZone);
}

function check(
  isTrue: boolean,
  { settings: { schedule }, receivedAt, visitorTimeZone }: LeadFacts,
  wrong: string,
): void {
  if (isTrue) return;
  assert.fail(`a lead of ${receivedAt.toISOString()} ${wrong}: ${JSON.stringify({ schedule, visitorTimeZone })}`);
}
