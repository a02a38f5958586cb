import type { Chain, Effect, ScenarioState, TimelineEntry, Transition } from './types.ts';

export type StateOf<S extends ScenarioState['status']> = Extract<ScenarioState, { status: S }>;

/** What goes on from one state to the next, without what belongs to the state alone. */
export function chainOf({ attempt, legCount, plannedAt, retries, postponed, rang }: Chain): Chain {
  return { attempt, legCount, plannedAt, retries, postponed, rang };
}

/** Puts timeline entries before those of `decision`. */
export function withTimeline(entries: TimelineEntry[], decision: Transition): Transition {
  return { ...decision, timeline: [...entries, ...decision.timeline] };
}

/** Puts effects before those of `decision`. */
export function withEffects(effects: Effect[], decision: Transition): Transition {
  return { ...decision, effects: [...effects, ...decision.effects] };
}

export function ignored(state: ScenarioState): Transition {
  return { next: state, effects: [], timeline: [] };
}
