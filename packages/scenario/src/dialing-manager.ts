import { startBriefing, whileBriefing } from './briefing.ts';
import { chooseExchange, countRoutes, hasOtherExchange } from './choose-exchange.ts';
import { chainOf, ignored, withTimeline, type StateOf } from './decision.ts';
import { dialManager, dialManagers, ringManagers, type Ringing } from './dial-managers.ts';
import { endAttempt, waitForLine } from './end-attempt.ts';
import {
  failedLegStatus,
  isCarrierFault,
  managerAt,
  placeAfter,
  RING_GRACE_SECONDS,
  secondsAfter,
  secondsBetween,
} from './facts.ts';
import type { Status } from './statuses.ts';
import type { LeadFacts, RingingManager, ScenarioEvent, TimelineEntry, Transition } from './types.ts';
import { whileVisitorWaits } from './waiting-visitor.ts';

type DialingManager = StateOf<'dialing-manager'>;

const NOT_ANSWERED: Status = { manager: 487, visitor: 0 };
const BLOCKED: Status = { manager: 705, visitor: 0 };
const BUDGET_REACHED: Status = { manager: 814, visitor: 0 };

/** Managers' phones are rung: one, or all of an office. */
export function whileDialingManager(
  state: DialingManager,
  event: ScenarioEvent,
  lead: LeadFacts,
  at: Date,
): Transition {
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) return noWordInTime(state, event.dialed, lead, at);
  if (event.type === 'exchange-away') return moveOn(state, event.dialed, lead, at);
  if (!('callId' in event)) return ignored(state);
  const leg = state.legs.find(({ callId }) => callId === event.callId);
  if (!leg) return whileVisitorWaits(state, event, lead, at);
  const person = managerAt(lead, leg.place).name;
  switch (event.type) {
    case 'dial-refused':
      return refused(state, leg, event.reason, lead, at);
    case 'leg-ringing':
      return ringing(state, leg, lead, at);
    case 'leg-answered':
      return answered(state, leg, lead, startBriefing(state, leg, lead, at));
    case 'key-pressed': {
      // The answer is still under way to us. Whoever has to be put through first has pressed for the switchboard.
      const briefed = startBriefing(state, leg, lead, at).next;
      if (briefed.status !== 'briefing') return ignored(state);
      const decision = whileBriefing(briefed, event, lead, at);
      return decision.next === briefed ? ignored(state) : answered(state, leg, lead, decision);
    }
    case 'machine-detected':
      return withTimeline([{ type: 'machine-answered', role: 'manager' }], failed(state, leg, NOT_ANSWERED, lead, at));
    case 'leg-ended':
      return ended(state, leg, event, lead, at);
    case 'prompt-finished':
      return ignored(state);
    default:
      return event satisfies never;
  }

  function answered(of: DialingManager, by: RingingManager, facts: LeadFacts, decision: Transition): Transition {
    const elsewhere = of.legs
      .filter((other) => other !== by)
      .map((other): TimelineEntry => ({ type: 'answered-elsewhere', person: managerAt(facts, other.place).name }));
    return withTimeline([{ type: 'leg-answered', role: 'manager', person }, ...elsewhere], decision);
  }
}

function ringing(state: DialingManager, leg: RingingManager, lead: LeadFacts, at: Date): Transition {
  if (leg.ringing) return ignored(state);
  const legs = state.legs.map((other) => (other === leg ? { ...leg, ringing: true } : other));
  const person = managerAt(lead, leg.place).name;
  const afterSeconds = state.rang ? null : secondsBetween(lead.receivedAt.toISOString(), at);
  const entry = { type: 'leg-ringing', role: 'manager', person, afterSeconds } as const;
  return { next: { ...state, legs, rang: true }, effects: [], timeline: [entry] };
}

function refused(
  state: DialingManager,
  leg: RingingManager,
  reason: Extract<ScenarioEvent, { type: 'dial-refused' }>['reason'],
  lead: LeadFacts,
  at: Date,
): Transition {
  const person = managerAt(lead, leg.place).name;
  if (reason === 'no-free-line' || reason === 'visitor-on-another-call') {
    return withTimeline([{ type: 'no-free-line', person }], failed(state, leg, null, lead, at));
  }
  const told = [{ type: 'dial-refused', role: 'manager', person, reason } as const];
  return reason === 'budget-reached'
    ? withTimeline(told, endAttempt(state, BUDGET_REACHED, lead, at))
    : withTimeline(told, failed(state, leg, BLOCKED, lead, at));
}

function ended(
  state: DialingManager,
  leg: RingingManager,
  event: Extract<ScenarioEvent, { type: 'leg-ended' }>,
  lead: LeadFacts,
  at: Date,
): Transition {
  const { disposition, code, cause } = event;
  const told: TimelineEntry = { type: 'leg-ended', role: 'manager', disposition, code, cause };
  if (disposition === 'machine') {
    const machine: TimelineEntry = { type: 'machine-answered', role: 'manager' };
    return withTimeline([told, machine], failed(state, leg, NOT_ANSWERED, lead, at));
  }
  // Answered and gone before we heard of the answer: the manager hung up, so nobody else is tried.
  if (event.answeredAt) return withTimeline([told], endAttempt(state, { manager: 200, visitor: 0 }, lead, at));
  if (isCarrierFault(code) && !leg.ringing && leg.route + 1 < countRoutes(lead, state.exchange)) {
    return withTimeline([told], tryNextRoute(state, leg, lead, at));
  }
  return withTimeline([told], failed(state, leg, failedLegStatus('manager', code), lead, at));
}

/** The carrier failed before any phone rang: the same manager, at once, on the exchange's next way out. */
function tryNextRoute(state: DialingManager, leg: RingingManager, lead: LeadFacts, at: Date): Transition {
  const route = leg.route + 1;
  const legCount = state.legCount + 1;
  const again = dialManager(state, leg.place, legCount, route, lead);
  const timerAt = secondsAfter(at, lead.settings.managerRingTimeoutSeconds + RING_GRACE_SECONDS);
  const legs = state.legs.map((other) => (other === leg ? again.leg : other));
  return {
    next: { ...state, legCount, legs, timerAt },
    effects: [again.effect],
    timeline: [{ type: 'next-route', role: 'manager', route: route + 1 }, again.entry],
  };
}

/** One manager is out of the game: the others may still answer, then come the next in turn. Null: nobody was rung. */
function failed(
  state: DialingManager,
  leg: RingingManager,
  status: Status | null,
  lead: LeadFacts,
  at: Date,
): Transition {
  const legs = state.legs.filter((other) => other !== leg);
  const next = { ...state, legs, failed: status ?? state.failed };
  return legs.length > 0 ? { next, effects: [], timeline: [] } : tryNextManager(next, leg, lead, at);
}

/** Who comes after this manager; with all of an office rung at once, the next office. */
function tryNextManager(
  ringing: Ringing,
  { place }: Pick<RingingManager, 'place'>,
  lead: LeadFacts,
  at: Date,
): Transition {
  return dialManagers(ringing, placeAfter(lead, place), lead, at);
}

/** Nobody holds the exchange of phones that have not been rung: they are rung by another one. */
function moveOn(state: DialingManager, dialed: boolean, lead: LeadFacts, at: Date): Transition {
  if (dialed || state.visitorCallId !== null || !hasOtherExchange(lead, state.exchange)) return ignored(state);
  const exchange = chooseExchange(lead, state.attempt, state.exchange);
  const places = state.legs.map(({ place }) => place);
  return withTimeline([{ type: 'exchange-away' }], ringManagers({ ...state, exchange }, places, lead, at));
}

/** Phones were rung and nothing more was heard of them, or the exchange never got an order and nobody was rung. */
function noWordInTime(state: DialingManager, dialed: boolean, lead: LeadFacts, at: Date): Transition {
  const { failed: failedBefore, visitorCallId } = state;
  const [leg] = state.legs;
  if (dialed && leg) {
    const decision = tryNextManager({ ...state, failed: NOT_ANSWERED }, leg, lead, at);
    return withTimeline([{ type: 'no-word', role: 'manager' }], decision);
  }
  const away = [{ type: 'exchange-away' } as const];
  // Who was rung before in this attempt is not rung again in it.
  const status = failedBefore ?? (visitorCallId === null ? null : { manager: 720, visitor: 0 });
  return withTimeline(away, status ? endAttempt(state, status, lead, at) : waitForLine(chainOf(state), at));
}
