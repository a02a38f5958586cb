import { statusOf } from './lead-state.ts';
import type { Status } from './statuses.ts';
import { transition } from './transition.ts';
import type { LeadFacts, LegRole, Refusals, ScenarioEvent, ScenarioState, TimelineEntry } from './types.ts';
import { VirtualExchange, type LegBehaviour } from './virtual-exchange.ts';

/** Who is rung and how they behave; managers in the order of the settings, the last one stands for those after. */
export interface RehearsalCast {
  visitor: LegBehaviour;
  managers: LegBehaviour[];
}

export interface Rehearsal {
  calls: { at: Date; role: LegRole; number: string; person: string | null }[];
  timeline: { at: Date; entry: TimelineEntry }[];
  status: Status;
}

/** A scenario that is longer than this goes in a circle, and nobody would read it. */
const MOST_EVENTS = 2000;

const NO_REASON_NOT_TO: Refusals = {
  widgetOff: false,
  phone: null,
  phoneBlocked: null,
  addressBlocked: null,
  chainUnfinished: false,
  reachedRecently: false,
};

/** Plays a lead through on a clock of its own, with the decisions of real leads. Calls nobody. */
export function rehearse(lead: LeadFacts, cast: RehearsalCast, phoneRefusal: number | null = null): Rehearsal {
  const exchange = new VirtualExchange(({ role, number }) => behaviourOf(lead, cast, role, number));
  const played: Rehearsal = { calls: [], timeline: [], status: { manager: 1, visitor: 0 } };
  let state: ScenarioState = { status: 'accepted' };
  const refusals = { ...NO_REASON_NOT_TO, phone: phoneRefusal };
  let event: ScenarioEvent | null = { type: 'lead-accepted', refusals };
  let at = lead.receivedAt;
  for (let events = 0; event !== null && events < MOST_EVENTS; events += 1) {
    const decision = transition(state, event, lead, at);
    for (const entry of decision.timeline) {
      played.timeline.push({ at, entry });
      if (entry.type === 'leg-dialed') played.calls.push({ at, ...pickCall(entry) });
    }
    for (const effect of decision.effects) if (effect.type !== 'notify') exchange.carryOut(effect, at);
    state = decision.next;
    ({ at, event } = findNext(exchange, state, at));
  }
  return { ...played, status: statusOf(state) };
}

/** What happens next: something at the exchange, or the timer of the state. */
export function findNext(
  exchange: VirtualExchange,
  state: ScenarioState,
  at: Date,
): { at: Date; event: ScenarioEvent | null } {
  const timerAt = 'timerAt' in state ? state.timerAt : null;
  const nextAt = exchange.nextAt();
  if (state.status === 'finished') return { at, event: null };
  if (nextAt && (timerAt === null || nextAt.getTime() <= Date.parse(timerAt))) {
    return { at: nextAt, event: exchange.takeNext() };
  }
  if (timerAt === null) return { at, event: null };
  return { at: new Date(timerAt), event: { type: 'timer-due', timerAt, dialed: true } };
}

function pickCall({ role, number, person }: Extract<TimelineEntry, { type: 'leg-dialed' }>) {
  return { role, number, person };
}

/** How whoever has this number behaves. */
export function behaviourOf(lead: LeadFacts, cast: RehearsalCast, role: LegRole, number: string): LegBehaviour {
  if (role === 'visitor') return cast.visitor;
  const numbers = lead.settings.offices.flatMap(({ managers }) => managers.map((manager) => manager.number));
  return cast.managers[numbers.indexOf(number)] ?? cast.managers.at(-1) ?? cast.visitor;
}
