import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { LegEvent } from '../types.ts';
import type { Crash, Installation, Job } from './installation.ts';

/** What the outside has seen to be over: it may never change again. */
export interface Seen {
  ends: Map<string, string>;
}

type Step = fc.Command<Seen, Installation>;

/** What becomes of an event on its way from the exchange. */
type Way = 'told' | 'twice' | 'lost';

const MOST_ROUNDS = 3000;

function command(name: string, run: (installation: Installation) => void): Step {
  return {
    check: () => true,
    run: (seen, installation) => {
      run(installation);
      look(seen, installation);
    },
    toString: () => name,
  };
}

function look({ ends }: Seen, { leads }: Installation): void {
  for (const [leadId, { state }] of leads) {
    const before = ends.get(leadId);
    if (before !== undefined) assert.equal(JSON.stringify(state), before, 'what has ended stays as it ended');
    if (state.status === 'finished') ends.set(leadId, JSON.stringify(state));
  }
}

/** Delayed jobs are not to be had before their time. */
function takeJob({ jobs, now }: Installation, pick: number, stays: boolean): Job | undefined {
  const due = jobs.filter((job) => 'effectId' in job || job.at <= now);
  const job = due[pick % Math.max(1, due.length)];
  if (job && !stays) jobs.splice(jobs.indexOf(job), 1);
  return job;
}

function tell(installation: Installation, event: LegEvent | null, way: Way): void {
  if (!event || way === 'lost') return;
  const exchange = installation.legs.get(event.callId)?.dial.exchange ?? '';
  if (!installation.isUp(exchange)) return;
  installation.report(event);
  if (way === 'twice') installation.report(event);
}

const pick = fc.nat(1000);
const way = fc.constantFrom<Way>('told', 'told', 'told', 'told', 'told', 'twice', 'lost');
const crash = fc.constantFrom<Crash>(
  'no',
  'no',
  'no',
  'before-save',
  'after-save',
  'after-claim',
  'after-order',
  'after-order',
);

/** A worker takes a job, whichever; it dies on the way, another one acts meanwhile, the job comes again. */
const runJob = fc
  .record({ pick, crash, stays: fc.boolean(), meanwhile: fc.option(pick, { nil: null, freq: 3 }) })
  .map((given) =>
    command(`run job ${JSON.stringify(given)}`, (installation) => {
      const job = takeJob(installation, given.pick, given.stays);
      if (!job) return;
      installation.run(job, given.crash, () => {
        const other = given.meanwhile === null ? undefined : takeJob(installation, given.meanwhile, false);
        if (other) installation.run(other);
      });
    }),
  );

const runAll = fc.constant(
  command('run the jobs that are due', (installation) => {
    for (let round = 0; round < 200; round += 1) {
      const job = takeJob(installation, 0, false);
      if (!job) return;
      installation.run(job);
    }
  }),
);

const loseJobs = fc.constant(
  command('lose all jobs', ({ jobs }) => {
    jobs.length = 0;
  }),
);

const UNANSWERED = ['ring', 'ring', 'answer', 'answer', 'answer', 'answer', 'end'] as const;
const ANSWERED = ['accept', 'accept', 'accept', 'key', 'listen', 'listen', 'machine', 'end'] as const;

/** Somebody at one of the phones does something. */
const useNextPhone = fc
  .record({
    pick,
    way,
    what: pick,
    key: fc.constantFrom('0', '2', '3', '9'),
    code: fc.constantFrom(486, 487, 603, 404, 503, 720, 999),
    machine: fc.constantFrom(false, false, true),
  })
  .map((given) =>
    command(`phone ${JSON.stringify(given)}`, (installation) => {
      const [callId, leg] =
        [...installation.phones.live][given.pick % Math.max(1, installation.phones.live.size)] ?? [];
      if (callId === undefined || !leg) return;
      const possible = leg.answeredAt === null ? UNANSWERED : ANSWERED;
      tell(installation, use(installation, callId, possible[given.what % possible.length] ?? 'ring', given), given.way);
    }),
  );

function use(
  installation: Installation,
  callId: string,
  what: (typeof UNANSWERED | typeof ANSWERED)[number],
  { key, code, machine }: { key: string; code: number; machine: boolean },
): LegEvent | null {
  const { phones, now } = installation;
  switch (what) {
    case 'ring':
      return phones.ring(callId);
    case 'answer':
      return phones.answer(callId, new Date(now), installation.isUp(phones.live.get(callId)?.dial.exchange ?? ''));
    case 'end':
      return phones.end(callId, code, machine ? 'machine' : 'failed');
    case 'accept':
      return phones.act(callId, { key: '1' });
    case 'key':
      return phones.act(callId, { key });
    case 'listen':
    case 'machine':
      return phones.act(callId, what);
  }
}

const wait = fc.constantFrom(0.2, 1, 3, 6, 40, 40, 700).map((seconds) =>
  command(`wait ${seconds} s`, (installation) => {
    installation.now += seconds * 1000;
  }),
);

/** Another worker acts while an overdue timer is decided on. */
const sweep = pick.map((other) =>
  command(`sweep, meanwhile ${other}`, (installation) => {
    installation.sweep(() => {
      const job = takeJob(installation, other, true);
      if (job) installation.run(job);
    });
  }),
);

const reconcile = fc.constant(
  command('reconcile', (installation) => {
    for (const { name } of installation.exchanges) installation.reconcile(name);
  }),
);

const changeExchange = fc
  .record({ pick, change: fc.constantFrom('up', 'up', 'up', 'down', 'down', 'restart') })
  .map((given) =>
    command(`exchange ${JSON.stringify(given)}`, (installation) => {
      const exchange = installation.exchanges[given.pick % installation.exchanges.length];
      if (!exchange) return;
      if (given.change === 'restart') installation.phones.forgetAll(exchange.name);
      else exchange.isUp = given.change === 'up';
    }),
  );

const cancel = fc.record({ pick }).map((given) =>
  command(`cancel ${given.pick}`, (installation) => {
    // Seldom, or there would be little else.
    if (given.pick % 17 !== 11) return;
    const leadIds = [...installation.leads.keys()];
    const leadId = leadIds[given.pick % leadIds.length] ?? '';
    installation.hear(leadId, { type: 'lead-cancelled' }, installation.now);
  }),
);

/** Workers look for what is overdue every second, and holders at their exchanges. */
const tick = fc.constantFrom(1, 1, 1, 3, 3, 6).map((seconds) =>
  command(`tick ${seconds} s`, (installation) => {
    installation.now += seconds * 1000;
    installation.sweep();
    for (const { name } of installation.exchanges) installation.reconcile(name);
  }),
);

const weighted: [number, fc.Arbitrary<Step>][] = [
  [12, runJob],
  [8, runAll],
  [14, useNextPhone],
  [6, tick],
  [4, sweep],
  [1, reconcile],
  [1, wait],
  [3, changeExchange],
  [1, loseJobs],
  [1, cancel],
];

export const anyCommands = fc.commands(
  weighted.flatMap(([weight, step]) => Array.from({ length: weight }, () => step)),
  { maxCommands: 80, size: 'max' },
);

/**
 * Nothing goes wrong any more, and people come to an end of their own. Whatever was lost before, all leads must end, and
 * nothing of them be left: no order, no leg, no bridge.
 */
export function settle(seen: Seen, installation: Installation): void {
  const { leads, legs, phones, exchanges, effects, jobs } = installation;
  for (const exchange of exchanges) exchange.isUp = true;
  const isOver = (): boolean =>
    [...leads.values()].every(({ state }) => state.status === 'finished') &&
    [...effects.values()].every(({ done }) => done) &&
    [...legs.values()].every(({ claimedAt, end }) => claimedAt === null || end !== null) &&
    phones.live.size === 0 &&
    phones.bridges.size === 0;
  for (let round = 0; round < MOST_ROUNDS && !isOver(); round += 1) {
    for (let job = takeJob(installation, 0, false); job; job = takeJob(installation, 0, false)) installation.run(job);
    installation.now += 3000;
    installation.sweep();
    for (const { name } of exchanges) installation.reconcile(name);
    for (const callId of [...phones.live.keys()]) tell(installation, phones.end(callId, 487, 'no-answer'), 'told');
    look(seen, installation);
    if (jobs.some((job) => 'effectId' in job || job.at <= installation.now)) continue;
    const timers = [...leads.values()].flatMap(({ state }) => ('timerAt' in state ? [Date.parse(state.timerAt)] : []));
    if (phones.live.size === 0 && timers.length > 0) installation.now = Math.max(installation.now, Math.min(...timers));
  }
  assert.ok(isOver(), `everything comes to an end: ${describe(installation)}`);
  for (const { state, facts } of leads.values()) {
    if (state.status !== 'finished' || state.result.manager !== 200 || state.result.visitor !== 200) continue;
    const talked = ['m', 'v'].map((role) =>
      [...phones.answered].some((callId) => callId.startsWith(`${facts.leadId}-a${state.attempt}-${role}`)),
    );
    assert.deepEqual(talked, [true, true], 'who has been connected has answered, and so has a manager');
  }
}

function describe({ leads, effects, phones }: Installation): string {
  const states = [...leads.values()].map(({ state }) => JSON.stringify(state));
  const undone = [...effects].filter(([, { done }]) => !done).map(([id, { effect }]) => `${id} ${effect.type}`);
  return [...states, ...undone, ...phones.live.keys(), ...phones.bridges].join('\n');
}
