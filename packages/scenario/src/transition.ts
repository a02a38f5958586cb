import { acceptLead } from './accept-lead.ts';
import { ignored, startAttempt } from './attempt.ts';
import { whileBriefing } from './briefing.ts';
import { whileDialingManager } from './dialing-manager.ts';
import { whileDialingVisitor } from './dialing-visitor.ts';
import { whileTalking } from './talking.ts';
import type { LeadFacts, ScenarioEvent, ScenarioState, Transition } from './types.ts';

/**
 * Decides what follows from one event. No clock, no I/O, no randomness: the same arguments give the same answer. An
 * event that means nothing in this state (late, doubled, of another leg) hands back the state itself, the same object.
 */
export function transition(state: ScenarioState, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  switch (state.status) {
    case 'accepted':
      return event.type === 'lead-accepted' ? acceptLead(event.refusals, lead, at) : ignored(state);
    case 'scheduled':
      return event.type === 'timer-due' && event.timerAt === state.timerAt
        ? startAttempt(state, lead, at)
        : ignored(state);
    case 'dialing-manager':
      return whileDialingManager(state, event, lead, at);
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
