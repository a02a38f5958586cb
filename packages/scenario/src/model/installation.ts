import assert from 'node:assert/strict';

import { legsOf } from '../release-legs.ts';
import { formatStatus, STATUSES } from '../statuses.ts';
import { transition } from '../transition.ts';
import type {
  CallEffect,
  ExchangeFacts,
  LeadFacts,
  LegEvent,
  ScenarioEvent,
  ScenarioState,
  TimelineEntry,
  Transition,
} from '../types.ts';
import { Phones } from './phones.ts';

/** Where a worker is killed; what it has stored until then stays, and the rest of its work does not happen. */
export type Crash = 'no' | 'before-save' | 'after-save' | 'after-claim' | 'after-order';

type LegEnd = Extract<LegEvent, { type: 'leg-ended' }>;

interface LegRow {
  leadId: string;
  dial: Extract<CallEffect, { type: 'dial-leg' }>;
  claimedAt: number | null;
  answeredAt: string | null;
  end: (LegEnd & { at: number }) | null;
}

interface EffectRow {
  leadId: string;
  effect: CallEffect;
  createdAt: number;
  done: boolean;
}

export interface LeadRow {
  facts: LeadFacts;
  state: ScenarioState;
  version: number;
  timeline: TimelineEntry[];
}

/** A job may be lost, come twice or in any order; only its row counts. */
export type Job = { leadId: string; event: ScenarioEvent; at: number } | { effectId: string };

const OVERDUE_MS = 2000;
const ON_ITS_WAY_MS = 1500;
const LATE_MS = 3000;
const ROWS = new Set(STATUSES.map(({ code }) => code));

/**
 * Workers, their database, queues and exchanges, in memory and on a clock of its own: what `apps/worker` does with the
 * decisions of `transition`. Holds after each of them what must hold.
 */
export class Installation {
  readonly phones = new Phones();
  readonly leads = new Map<string, LeadRow>();
  readonly legs = new Map<string, LegRow>();
  readonly effects = new Map<string, EffectRow>();
  readonly jobs: Job[] = [];
  readonly exchanges: ExchangeFacts[];
  now: number;

  constructor(leads: LeadFacts[], exchanges: readonly ExchangeFacts[]) {
    this.now = Math.max(...leads.map(({ receivedAt }) => receivedAt.getTime()));
    this.exchanges = exchanges.map((exchange) => ({ ...exchange }));
    for (const facts of leads) {
      this.leads.set(facts.leadId, { facts, state: { status: 'accepted' }, version: 0, timeline: [] });
    }
  }

  /** One event of one lead. `meanwhile` is what another worker does between reading and saving. */
  hear(leadId: string, event: ScenarioEvent, toldAt: number, crash: Crash = 'no', meanwhile = (): void => {}): void {
    const lead = this.#lead(leadId);
    const isLate = event.type === 'timer-due' || this.now - toldAt > LATE_MS;
    const at = new Date(isLate ? this.now : toldAt);
    for (let round = 0; ; round += 1) {
      const { state, version } = lead;
      const facts = { ...lead.facts, exchanges: this.exchanges };
      if (event.type === 'exchange-away' && transition(state, event, facts, at).next === state) return;
      const decision = transition(state, this.#withDialed(state, event, at), facts, at);
      if (decision.next === state) {
        assert.deepEqual([decision.effects, decision.timeline], [[], []], 'an ignored event asks for nothing');
        return;
      }
      if (event.type === 'dial-refused' && this.#hasGoneOut(event.callId, at)) return;
      if (crash === 'before-save') return;
      if (round === 0) meanwhile();
      if (lead.version !== version) continue;
      const stored = this.#save(leadId, decision, at);
      if (crash !== 'after-save') this.jobs.push(...stored);
      return;
    }
  }

  /** What was told of a leg: its row first, then a job. */
  report(event: LegEvent, at = this.now): void {
    const row = this.legs.get(event.callId);
    if (!row) return;
    if (event.type === 'leg-answered') row.answeredAt ??= new Date(at).toISOString();
    if (event.type === 'leg-ended') {
      row.end ??= { ...event, at };
      row.answeredAt ??= event.answeredAt;
    }
    this.jobs.push({ leadId: row.leadId, event, at });
  }

  run(job: Job, crash: Crash = 'no', meanwhile?: () => void): void {
    if ('effectId' in job) this.perform(job.effectId, crash);
    else this.hear(job.leadId, job.event, job.at, crash, meanwhile);
  }

  /** Carries out one order at its exchange, if somebody holds that. */
  perform(effectId: string, crash: Crash = 'no'): void {
    const row = this.effects.get(effectId);
    if (!row || row.done || !this.isUp(row.effect.exchange)) return;
    const { effect } = row;
    if (effect.type === 'dial-leg') {
      const claim = this.#claim(effect);
      if (claim === 'claimed') {
        if (crash === 'after-claim') return;
        this.phones.dial(effect);
      } else if (claim === 'no-free-line' || claim === 'visitor-on-another-call') {
        const { leadId } = row;
        this.jobs.push({ leadId, event: { type: 'dial-refused', callId: effect.callId, reason: claim }, at: this.now });
      }
    } else {
      this.#order(effect);
    }
    if (crash !== 'after-order') row.done = true;
  }

  /** What every worker does each second: what is overdue, without any job. */
  sweep(meanwhile?: () => void): void {
    const before = this.now - OVERDUE_MS;
    for (const [id, row] of this.effects) if (!row.done && row.createdAt < before) this.perform(id);
    for (const [leadId, { state }] of this.leads) {
      if ('timerAt' in state && Date.parse(state.timerAt) < before) {
        this.hear(leadId, { type: 'timer-due', timerAt: state.timerAt, dialed: false }, this.now, 'no', meanwhile);
      }
    }
    for (const [callId, row] of this.legs) this.#hearUnheard(callId, row, before);
    for (const { effect, leadId, createdAt, done } of this.effects.values()) {
      const isStranded = effect.type === 'dial-leg' && !done && createdAt < before && !this.isUp(effect.exchange);
      if (isStranded) this.hear(leadId, { type: 'exchange-away', dialed: false }, this.now);
    }
  }

  /** What the holder of an exchange does every two seconds. */
  reconcile(exchange: string): void {
    if (!this.isUp(exchange)) return;
    for (const [callId, { dial, claimedAt, answeredAt, end }] of this.legs) {
      if (dial.exchange !== exchange || claimedAt === null || end) continue;
      const phone = this.phones.live.get(callId);
      if (phone?.answeredAt && answeredAt === null) this.report({ type: 'leg-answered', callId });
      if (phone || this.now - claimedAt < ON_ITS_WAY_MS) continue;
      const disposition = answeredAt === null ? 'unknown' : 'answered';
      this.report({
        type: 'leg-ended',
        callId,
        disposition,
        code: answeredAt === null ? 720 : 200,
        cause: null,
        answeredAt,
      });
    }
    for (const [callId, { dial }] of this.phones.live) {
      if (dial.exchange === exchange && !this.#isAwaited(callId)) this.hangUp(callId);
    }
    for (const bridgeId of this.phones.bridges) {
      const isTalk = [...this.leads.values()].some(
        ({ facts, state }) => state.status === 'talking' && bridgeId === `${facts.leadId}-a${state.attempt}-b`,
      );
      if (!isTalk) this.phones.bridges.delete(bridgeId);
    }
  }

  isUp(exchange: string): boolean {
    return this.exchanges.some(({ name, isUp }) => name === exchange && isUp);
  }

  hangUp(callId: string): void {
    const ended = this.phones.end(callId, 487, 'cancelled');
    if (ended) this.report(ended);
  }

  #lead(leadId: string): LeadRow {
    const lead = this.leads.get(leadId);
    assert.ok(lead, 'the lead is known');
    return lead;
  }

  #isAwaited(callId: string): boolean {
    return [...this.leads.values()].some(({ state }) => legsOf(state).includes(callId));
  }

  /** What has not gone out is called off before a decision that counts on it. */
  #withDialed(state: ScenarioState, event: ScenarioEvent, at: Date): ScenarioEvent {
    if (event.type !== 'timer-due' && event.type !== 'exchange-away') return event;
    const isRinging = state.status === 'dialing-manager' || state.status === 'dialing-visitor';
    if (!isRinging || (event.type === 'timer-due' && event.timerAt !== state.timerAt))
      return { ...event, dialed: true };
    const callIds = state.status === 'dialing-manager' ? state.legs.map(({ callId }) => callId) : [state.visitorCallId];
    const isClaimed = (callId: string): boolean => this.legs.get(callId)?.claimedAt !== null;
    if (event.type === 'exchange-away' && callIds.some(isClaimed)) return { ...event, dialed: true };
    const dialed = callIds.map((callId) => this.#hasGoneOut(callId, at));
    return { ...event, dialed: dialed.includes(true) };
  }

  #hasGoneOut(callId: string, at: Date): boolean {
    return !this.#callOff(callId, at) && this.legs.get(callId)?.claimedAt !== null;
  }

  #callOff(callId: string, at: Date): boolean {
    const row = this.legs.get(callId);
    if (!row || row.claimedAt !== null || row.end) return false;
    const ended = { type: 'leg-ended', callId, disposition: 'cancelled', code: 720, cause: null } as const;
    row.end = { ...ended, answeredAt: null, at: at.getTime() };
    return true;
  }

  #claim(dial: LegRow['dial']): string {
    const { callId, number, role, lines } = dial;
    const row = this.legs.get(callId);
    if (!row || row.end) return 'not-wanted';
    if (row.claimedAt !== null) return 'claimed-before';
    if (!this.#isAwaited(callId)) return 'not-wanted';
    const live = [...this.legs.values()].filter(
      (leg) => leg.dial.number === number && leg.dial.role === role && leg.claimedAt !== null && !leg.end,
    );
    if (live.length >= lines) return role === 'visitor' ? 'visitor-on-another-call' : 'no-free-line';
    row.claimedAt = this.now;
    return 'claimed';
  }

  #order(effect: Exclude<CallEffect, { type: 'dial-leg' }>): void {
    const { phones } = this;
    switch (effect.type) {
      case 'hang-up':
        if (!this.#callOff(effect.callId, new Date(this.now))) this.hangUp(effect.callId);
        return;
      case 'play-prompt':
        phones.play(effect.callId, effect.playbackId);
        return;
      case 'bridge-legs':
        if (effect.callIds.every((callId) => phones.live.get(callId)?.answeredAt)) phones.bridges.add(effect.bridgeId);
        return;
      case 'remove-bridge':
        phones.bridges.delete(effect.bridgeId);
        return;
      case 'send-digits':
        return;
    }
  }

  #hearUnheard(callId: string, { leadId, dial, answeredAt, end }: LegRow, before: number): void {
    const { state } = this.#lead(leadId);
    if (!legsOf(state).includes(callId)) return;
    if (end) {
      const { at, ...event } = end;
      if (at < before) this.hear(leadId, event, at);
    } else if (answeredAt !== null && Date.parse(answeredAt) < before && state.status === `dialing-${dial.role}`) {
      this.hear(leadId, { type: 'leg-answered', callId }, Date.parse(answeredAt));
    }
  }

  #save(leadId: string, decision: Transition, at: Date): Job[] {
    const lead = this.#lead(leadId);
    this.#check(lead, decision, at);
    const { next, effects, timeline } = decision;
    lead.state = next;
    lead.version += 1;
    lead.timeline.push(...timeline);
    const jobs: Job[] = [];
    effects.forEach((effect, place) => {
      if (effect.type === 'notify') return;
      const effectId = `${leadId}-v${lead.version}-e${place}`;
      this.effects.set(effectId, { leadId, effect, createdAt: at.getTime(), done: false });
      jobs.push({ effectId });
      if (effect.type !== 'dial-leg') return;
      assert.ok(!this.legs.has(effect.callId), 'a call id is planned once');
      this.legs.set(effect.callId, { leadId, dial: effect, claimedAt: null, answeredAt: null, end: null });
    });
    if ('timerAt' in next) {
      const { timerAt } = next;
      jobs.push({ leadId, event: { type: 'timer-due', timerAt, dialed: false }, at: Date.parse(timerAt) });
    }
    return jobs;
  }

  #check({ state, timeline, facts }: LeadRow, { next, effects, timeline: told }: Transition, at: Date): void {
    assert.notEqual(state.status, 'finished', 'a lead ends once');
    const types = told.map(({ type }) => type);
    const attempt = 'attempt' in next ? next.attempt : 0;
    // That the extension was dialled has been told: then the text is spoken.
    const isSaid = state.status === 'dialing-extension' && next.status === 'briefing';
    if (!isSaid && (next.status !== state.status || String(legsOf(next)) !== String(legsOf(state)))) {
      assert.notEqual(told.length, 0, `the way from ${state.status} to ${next.status} is told`);
    }
    const kept = new Set(legsOf(next));
    for (const callId of legsOf(state)) {
      const isHungUp = effects.some((effect) => effect.type === 'hang-up' && effect.callId === callId);
      assert.ok(kept.has(callId) || isHungUp || this.legs.get(callId)?.end, `${callId} is kept, hung up or gone`);
    }
    const isOver = state.status === 'talking' && next.status !== 'talking';
    assert.ok(!isOver || effects.some(({ type }) => type === 'remove-bridge'), 'a talk that is over leaves no bridge');
    const dials = effects.flatMap((effect) => (effect.type === 'dial-leg' ? [effect.callId] : []));
    const toldDials = told.flatMap((entry) => (entry.type === 'leg-dialed' ? [entry.callId] : []));
    assert.deepEqual(dials, toldDials, 'every dial is told');
    for (const effect of effects) {
      if (effect.type === 'dial-leg' && effect.role === 'visitor') {
        assert.equal(effect.number, facts.phone, 'the visitor is the one who is dialled');
      }
    }
    if (next.status === 'finished') {
      assert.equal(types.at(-1), 'finished', 'the end is told last');
      const { result } = next;
      const row = result.manager === 0 ? { ...result, manager: 200 } : result;
      assert.ok(ROWS.has(formatStatus(row)) && result.manager !== 1 && result.manager !== 2, 'the end is in the table');
      const begun = [...timeline, ...told].filter(({ type }) => type === 'attempt-started').length;
      const over = [...timeline, ...told].filter(({ type }) => type === 'attempt-ended').length;
      assert.equal(begun, over, `each of ${attempt} attempts has an end`);
    } else {
      const isKept = 'timerAt' in state && 'timerAt' in next && state.timerAt === next.timerAt;
      assert.ok(
        'timerAt' in next && (isKept || Date.parse(next.timerAt) >= at.getTime()),
        'a state has a timer to come',
      );
    }
  }
}
