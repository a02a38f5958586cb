import { ignored, withTimeline, type StateOf } from './decision.ts';
import { endAttempt, finishAttempt } from './end-attempt.ts';
import type { LeadFacts, ScenarioEvent, Transition } from './types.ts';

/** The visitor took the phone and hung up before a manager was found: as good as declined. */
const LEFT = { manager: 0, visitor: 603 };
const MACHINE = { manager: 0, visitor: 199 };

type Waiting = StateOf<'dialing-manager'> | StateOf<'dialing-extension'> | StateOf<'briefing'>;

/** What the leg of a visitor tells who was called first and waits for a manager. */
export function whileVisitorWaits(state: Waiting, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  if (!('callId' in event) || state.visitorCallId === null || event.callId !== state.visitorCallId) {
    return ignored(state);
  }
  if (event.type === 'machine-detected' || (event.type === 'leg-ended' && event.disposition === 'machine')) {
    return withTimeline([{ type: 'machine-answered', role: 'visitor' }], finishAttempt(state.attempt, MACHINE));
  }
  if (event.type !== 'leg-ended') return ignored(state);
  return withTimeline([{ type: 'visitor-left' }], endAttempt(state, LEFT, lead, at));
}
