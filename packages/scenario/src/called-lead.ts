import assert from 'node:assert/strict';

import { legsOf } from './release-legs.ts';
import { formatStatus, STATUSES } from './statuses.ts';
import { transition } from './transition.ts';
import type { Effect, LeadFacts, ScenarioEvent, ScenarioState } from './types.ts';

const ROWS = new Set(STATUSES.map(({ code }) => code));

/** One lead on its way, for tests: hears events, and holds after each of them the promises that `transition` makes. */
export class CalledLead {
  readonly #lead: LeadFacts;
  #state: ScenarioState = { status: 'accepted' };
  /** Every call id that was dialled, in order. */
  readonly dialed: string[] = [];
  readonly #heardUp = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #numbers = new Map<string, string>();
  readonly #ringsOfVisitor = new Set<number>();

  constructor(lead: LeadFacts) {
    this.#lead = lead;
  }

  hear(event: ScenarioEvent, at: Date): void {
    const before = this.#state;
    const { next, effects, timeline } = transition(before, event, this.#lead, at);
    if ('callId' in event && (event.type === 'leg-answered' || event.type === 'key-pressed')) {
      this.#heardUp.add(event.callId);
    }
    if (event.type === 'leg-ended') this.#gone.add(event.callId);
    const neverRang = event.type === 'dial-refused' || (event.type === 'timer-due' && !event.dialed);
    if (before.status === 'dialing-visitor' && neverRang) this.#ringsOfVisitor.delete(before.attempt);
    if (next === before || before.status === 'finished') {
      assert.equal(next, before, 'nothing comes out of a finished lead');
      assert.deepEqual([effects, timeline], [[], []], 'an ignored event asks for nothing');
      return;
    }
    assert.notEqual(timeline.length + effects.length, 0, 'every change is told or asks for something');
    this.#state = next;
    for (const effect of effects) this.#carryOut(effect);
    if (next.status === 'finished') this.#checkEnd(next);
    else this.#checkTimer(next.status, before, at);
    if (next.status === 'finished' || next.status === 'scheduled') this.#checkNobodyIsLeft();
  }

  timerAt(): string | null {
    return 'timerAt' in this.#state ? this.#state.timerAt : null;
  }

  /** The legs of now, the visitor's before the managers'. */
  legs(): string[] {
    return legsOf(this.#state);
  }

  #carryOut(effect: Effect): void {
    if (effect.type === 'hang-up') this.#gone.add(effect.callId);
    if (effect.type !== 'dial-leg') return;
    assert.ok(!this.dialed.includes(effect.callId), 'no call id is dialled twice');
    this.dialed.push(effect.callId);
    const live = [...this.#numbers].filter(([callId, number]) => number === effect.number && !this.#gone.has(callId));
    assert.equal(live.length, 0, 'a phone has one live leg');
    this.#numbers.set(effect.callId, effect.number);
    if (effect.role === 'manager') {
      assert.notEqual(
        effect.number.replace(/^\+?/, '+'),
        this.#lead.phone,
        'nobody is called to be joined with himself',
      );
      return;
    }
    const state = this.#state;
    assert.ok(state.status === 'dialing-visitor', 'a visitor is dialled in one state only');
    if (state.manager) {
      assert.ok(this.#heardUp.has(state.manager.callId), 'a visitor is dialled when a manager has answered');
      assert.ok(!this.#gone.has(state.manager.callId), 'a visitor is dialled while the manager is on the line');
    }
    const isFirst = effect.route === 0;
    assert.ok(!isFirst || !this.#ringsOfVisitor.has(state.attempt), 'a visitor is rung once in an attempt');
    this.#ringsOfVisitor.add(state.attempt);
  }

  #checkEnd({ result }: Extract<ScenarioState, { status: 'finished' }>): void {
    const row = result.manager === 0 ? { ...result, manager: 200 } : result;
    assert.ok(ROWS.has(formatStatus(row)), `${formatStatus(result)} is a row of the table`);
    assert.ok(result.manager !== 1 && result.manager !== 2, 'the end is no status of a running call');
  }

  #checkTimer(status: string, before: ScenarioState, at: Date): void {
    const timerAt = this.timerAt();
    const isKept = 'timerAt' in before && before.timerAt === timerAt;
    assert.ok(timerAt !== null && (isKept || Date.parse(timerAt) >= at.getTime()), `${status} has a timer to come`);
  }

  #checkNobodyIsLeft(): void {
    for (const callId of this.dialed) assert.ok(this.#gone.has(callId), `${callId} has ended or is hung up`);
  }
}
