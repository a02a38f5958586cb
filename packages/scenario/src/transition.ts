import { acceptLead } from './accept-lead.ts';
import { whileBriefing } from './briefing.ts';
import { ignored, withEffects, withTimeline } from './decision.ts';
import { whileDialingExtension } from './dialing-extension.ts';
import { whileDialingManager } from './dialing-manager.ts';
import { whileDialingVisitor } from './dialing-visitor.ts';
import { finish, finishAttempt } from './end-attempt.ts';
import { releaseLegs } from './release-legs.ts';
import { startAttempt } from './start-attempt.ts';
import { whileTalking } from './talking.ts';
import type { LeadFacts, ScenarioEvent, ScenarioState, Transition } from './types.ts';

/**
 * Decides what follows from one event. No clock, no I/O, no randomness: the same arguments give the same answer. An
 * event that means nothing in this state (late, doubled, of another leg) hands back the state itself, the same object.
 */
export function transition(state: ScenarioState, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  const decision = event.type === 'lead-cancelled' ? cancelLead(state) : decide(state, event, lead, at);
  if (decision.next === state) return decision;
  return withEffects(releaseLegs(state, event, decision.next, lead.leadId), decision);
}

function decide(
  state: ScenarioState,
  event: Exclude<ScenarioEvent, { type: 'lead-cancelled' }>,
  lead: LeadFacts,
  at: Date,
): Transition {
  switch (state.status) {
    case 'accepted':
      return event.type === 'lead-accepted' ? acceptLead(event.refusals, lead, at) : ignored(state);
    case 'scheduled':
      return event.type === 'timer-due' && event.timerAt === state.timerAt
        ? startAttempt(state, lead, at)
        : ignored(state);
    case 'dialing-manager':
      return whileDialingManager(state, event, lead, at);
    case 'dialing-extension':
      return whileDialingExtension(state, event, lead, at);
    case 'briefing':
      return whileBriefing(state, event, lead, at);
    case 'dialing-visitor':
      return whileDialingVisitor(state, event, lead, at);
    case 'talking':
      return whileTalking(state, event, lead, at);
    case 'finished':
      return ignored(state);
  }
}

/** By hand: this and all later attempts. A talk that is under way is left alone. */
function cancelLead(state: ScenarioState): Transition {
  if (state.status === 'accepted' || state.status === 'talking' || state.status === 'finished') return ignored(state);
  const status = { manager: 708, visitor: 0 };
  const hasBegun = state.status !== 'scheduled' || state.begun;
  const end = hasBegun ? finishAttempt(state.attempt, status) : finish(state.attempt, status);
  return withTimeline([{ type: 'cancelled-by-hand' }], end);
}
