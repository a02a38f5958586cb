import { env } from 'node:process';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  claimDial,
  effectRowsOf,
  leadFactsOf,
  persistLeads,
  markEffectsDone,
  recordLegEvents,
  saveTransition,
  type Decision,
} from '@ringback/db';
import {
  behaviourOf,
  findNext,
  rehearse,
  VirtualExchange,
  type LeadFacts,
  type LegBehaviour,
  type RehearsalCast,
  type ScenarioState,
  type WidgetSettings,
} from '@ringback/scenario';
import type { AcceptedSubmission } from '@ringback/submission';
import { createTestLogger } from '@ringback/test-kit';

import { keepOwnLegs } from '../call/own-legs.ts';
import { createEffectPerformer, type EffectPerformer } from '../call/perform-effect.ts';
import { FakeTelephony } from '../call/fake-telephony.ts';
import { buildSettings, NOW, openTestWidget, type TestWidget } from '../open-test-widget.ts';
import { decideLeads } from '../persist/decide-leads.ts';
import { EarlierCalls } from '../persist/earlier-calls.ts';
import { createHandleEvent } from './handle-event.ts';
import { keepScenarios } from './kept-scenarios.ts';

const CASES = env['LONG'] === '1' ? 1000 : 100;
const AT_A_TIME = 6;

let widget: TestWidget;
beforeAll(async () => {
  widget = await openTestWidget();
});
afterAll(() => widget.close());

/** Numbers from a seed, the same in every run (Lehmer). */
function createPick(seed: number): <T>(items: readonly [T, ...T[]]) => T {
  let state = seed * 7919 + 1;
  return (items) => {
    state = (state * 48_271) % 2_147_483_647;
    return items[state % items.length] ?? items[0];
  };
}

interface Case {
  settings: WidgetSettings;
  cast: RehearsalCast;
  accepted: AcceptedSubmission;
}

function buildCase(index: number): Case {
  const pick = createPick(index + 1);
  const number = (manager: number): string => `+7495${String(index * 10 + manager).padStart(7, '0')}`;
  const manager = (place: number): object => ({
    name: `Manager ${place}`,
    number: number(place),
    extension: pick([null, null, { digits: '12', delaySeconds: 1 }]),
  });
  const settings = buildSettings({
    offices: [
      { name: 'Sales', managers: [manager(1), manager(2)] },
      { name: 'Service', managers: [manager(3)] },
    ],
    ring: pick(['in-turn', 'at-once']),
    callFirst: pick(['manager', 'visitor']),
    record: pick([true, false]),
    leastTalkSeconds: pick([0, 30]),
    briefing: { acceptBy: pick(['key', 'answer', 'repeats']), repeats: pick([1, 2]) },
    retry: { intervalsSeconds: pick([[], [60], [60, 300]]) },
    schedule: pick([null, null, {}, { convenientTime: '10:00', spreadSeconds: 600 }]),
  });
  const person = (): LegBehaviour => ({
    does: pick([
      'answer',
      'answer',
      'answer',
      'not-answer',
      'decline',
      'be-busy',
      'be-unavailable',
      'fail',
      'be-a-machine',
    ]),
    afterSeconds: pick([1, 5, 60]),
    key: pick(['1', '1', null, '0', '2', '3']),
    keyAfterSeconds: pick([2, 8, 40]),
    staysSeconds: pick([4, 20, 100, null]),
  });
  const phone = `+7916${String(index).padStart(7, '0')}`;
  const receivedAt = new Date(NOW.getTime() + pick([0, 5, 13, 30]) * 3_600_000).toISOString();
  return {
    settings,
    cast: { visitor: person(), managers: [person(), person(), person()] },
    accepted: { ...widget.accept({ phone }), receivedAt },
  };
}

function factsOf({ accepted, settings }: Case): LeadFacts {
  const { leadId, submission } = accepted;
  const receivedAt = new Date(accepted.receivedAt);
  return leadFactsOf({ ...submission, leadId, receivedAt, source: submission.utm.source }, settings);
}

/** An exchange on the virtual clock, behind the port that the worker gives its orders to. */
class VirtualTelephony extends FakeTelephony {
  readonly #exchange: VirtualExchange;
  readonly #now: () => Date;
  readonly #onHungUp: (callId: string) => Promise<void>;

  constructor(exchange: VirtualExchange, now: () => Date, onHungUp: (callId: string) => Promise<void>) {
    super();
    this.#exchange = exchange;
    this.#now = now;
    this.#onHungUp = onHungUp;
    this.onDial = ({ callId, number, ringTimeoutSeconds }) => {
      const role = callId.includes('-v') ? 'visitor' : 'manager';
      const rest = { lines: 1, callerId: null, route: 0 };
      exchange.carryOut(
        { exchange: 'ringback', type: 'dial-leg', callId, role, number, ringTimeoutSeconds, ...rest },
        now(),
      );
      return Promise.resolve();
    };
  }

  override play(callId: string, playbackId: string): Promise<void> {
    const effect = { exchange: 'ringback', type: 'play-prompt', callId, playbackId, text: '', language: 'en' } as const;
    this.#exchange.carryOut(effect, this.#now());
    return Promise.resolve();
  }

  override hangUp(callId: string): Promise<void> {
    this.#exchange.carryOut({ exchange: 'ringback', type: 'hang-up', callId, reason: 'normal' }, this.#now());
    return this.#onHungUp(callId);
  }
}

/** Plays a lead through with the worker's own parts, on Postgres, and reads back what its timeline tells. */
async function playForReal(played: Case): Promise<object[]> {
  const { prisma } = widget.db;
  const { accepted, settings, cast } = played;
  const { leadId } = accepted;
  const lead = factsOf(played);
  let at = lead.receivedAt;
  const now = (): Date => at;
  const log = createTestLogger();
  const exchange = new VirtualExchange(({ role, number }) => behaviourOf(lead, cast, role, number));
  const hungUp = { type: 'leg-ended', disposition: 'cancelled', code: 487, cause: 16, answeredAt: null } as const;
  const telephony = new VirtualTelephony(exchange, now, (callId) =>
    recordLegEvents(prisma, [{ event: { ...hungUp, callId }, at }]),
  );
  const { perform } = createEffectPerformer({
    exchange: 'ringback',
    prisma,
    telephony,
    claimDial: (dial) => claimDial(prisma, dial, 'worker-1', at),
    dialsInFlight: new Map(),
    ownLegs: keepOwnLegs(),
    isLinkUp: () => true,
    onDialRefused: (_leadId, callId, reason) => Promise.reject(new Error(`${callId} was refused: ${reason}`)),
    onLegEnded: () => Promise.reject(new Error('the exchange refused a dial')),
    markDone: (effectId) => markEffectsDone(prisma, [effectId], at),
    now,
    log,
  });
  const handleEvent = createHandleEvent({
    prisma,
    findSettings: () => Promise.resolve(settings),
    kept: keepScenarios(),
    saveTransition: (decision) => saveTransition(prisma, decision),
    dispatch: (decision) => performAll(perform, decision),
    exchanges: () => [...lead.exchanges],
    onSaved: () => {},
    now,
    log,
  });

  const stored = decideLeads(
    [{ accepted, settings }],
    new EarlierCalls([], { callsPerPhone: 0, phonesPerVisitor: 0 }),
    at,
  );
  await persistLeads(prisma, stored);
  for (const { decision } of stored) await performAll(perform, decision);
  for (;;) {
    const { document } = await prisma.scenario.findUniqueOrThrow({ where: { leadId } });
    // Written by this very worker.
    const next = findNext(exchange, document as unknown as ScenarioState, at);
    if (next.event === null) break;
    at = next.at;
    await handleEvent(leadId, next.event, at);
  }
  const rows = await prisma.timelineEvent.findMany({ where: { leadId }, orderBy: [{ seq: 'asc' }, { place: 'asc' }] });
  return rows.map(({ at: told, type, data }) => ({ at: told, entry: { type, ...Object(data) } }));
}

async function performAll(perform: EffectPerformer['perform'], decision: Decision): Promise<void> {
  for (const { id } of effectRowsOf(decision)) await perform(id);
}

describe('a rehearsal', () => {
  it('tells what the worker does, entry by entry, for random widgets and people', async () => {
    const cases = Array.from({ length: CASES }, (_, index) => buildCase(index)).values();
    let calls = 0;
    const playNext = async (): Promise<void> => {
      for (const played of cases) {
        const rehearsal = rehearse(factsOf(played), played.cast);
        calls += rehearsal.calls.length;
        expect(await playForReal(played)).toEqual(JSON.parse(JSON.stringify(rehearsal.timeline), reviveAt));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, playNext));
    expect(calls).toBeGreaterThan(CASES);
  }, 900_000);
});

/** The moments of the entries, not those that an entry tells of. */
function reviveAt(this: unknown, key: string, value: unknown): unknown {
  const isEntry = typeof this === 'object' && this !== null && 'entry' in this;
  return key === 'at' && isEntry && typeof value === 'string' ? new Date(value) : value;
}
