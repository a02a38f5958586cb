import {
  endAttempt,
  ignored,
  tryNextManager,
  waitForLine,
  withEffects,
  withTimeline,
  dialManager,
  type StateOf,
} from './attempt.ts';
import { machineTookManager, startBriefing } from './briefing.ts';
import { failedLegStatus, personAt } from './facts.ts';
import type { LeadFacts, ScenarioEvent, Transition } from './types.ts';

/** A manager's phone is rung. */
export function whileDialingManager(
  state: StateOf<'dialing-manager'>,
  event: ScenarioEvent,
  lead: LeadFacts,
  at: Date,
): Transition {
  const callId = state.managerCallId;
  const person = personAt(lead, state.place);
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) {
    const decision = event.dialed
      ? withTimeline(
          [{ type: 'no-word', role: 'manager' }],
          tryNextManager(state, { manager: 487, visitor: 0 }, lead, at),
        )
      : withTimeline([{ type: 'exchange-away' }], waitForLine(state, at));
    return withEffects([{ type: 'hang-up', callId }], decision);
  }
  if (!('callId' in event) || event.callId !== callId) return ignored(state);
  switch (event.type) {
    case 'dial-refused': {
      const next = { ...state.place, manager: state.place.manager + 1 };
      return withTimeline([{ type: 'no-free-line', person }], dialManager(state, next, state.failed, lead, at));
    }
    case 'leg-ringing':
      if (state.ringing) return ignored(state);
      return { next: { ...state, ringing: true }, effects: [], timeline: [{ type: 'leg-ringing', role: 'manager' }] };
    case 'leg-answered':
      return withTimeline([{ type: 'leg-answered', role: 'manager', person }], startBriefing(state, lead, at));
    case 'machine-detected':
      return machineTookManager(state, lead, at);
    case 'leg-ended': {
      const { disposition, code, cause } = event;
      const ended = { type: 'leg-ended', role: 'manager', disposition, code, cause } as const;
      // Answered and gone before we heard of the answer: the manager hung up, so nobody else is tried.
      const decision = event.answeredAt
        ? endAttempt(state, { manager: 200, visitor: 0 }, lead, at)
        : tryNextManager(state, failedLegStatus('manager', code), lead, at);
      return withTimeline([ended], decision);
    }
    default:
      return ignored(state);
  }
}
