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
import { machineTookManager, startBriefing, whileBriefing } from './briefing.ts';
import { failedLegStatus, personAt } from './facts.ts';
import type { Effect, LeadFacts, ScenarioEvent, Transition } from './types.ts';

/** A manager's phone is rung. */
export function whileDialingManager(
  state: StateOf<'dialing-manager'>,
  event: ScenarioEvent,
  lead: LeadFacts,
  at: Date,
): Transition {
  const callId = state.managerCallId;
  const hangUp: Effect = { type: 'hang-up', callId };
  const person = personAt(lead, state.place);
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) {
    return withEffects([hangUp], noWordInTime(state, event.dialed, lead, at));
  }
  if (!('callId' in event) || event.callId !== callId) return ignored(state);
  switch (event.type) {
    case 'dial-refused': {
      const next = { ...state.place, manager: state.place.manager + 1 };
      const decision = dialManager(state, next, state.failed, lead, at);
      return withEffects([hangUp], withTimeline([{ type: 'no-free-line', person }], decision));
    }
    case 'leg-ringing':
      if (state.ringing) return ignored(state);
      return { next: { ...state, ringing: true }, effects: [], timeline: [{ type: 'leg-ringing', role: 'manager' }] };
    case 'leg-answered':
      return withTimeline([{ type: 'leg-answered', role: 'manager', person }], startBriefing(state, lead, at));
    case 'key-pressed': {
      // The answer is still under way to us.
      const briefed = startBriefing(state, lead, at).next;
      const decision = whileBriefing(briefed, event, lead, at);
      if (decision.next === briefed) return ignored(state);
      return withTimeline([{ type: 'leg-answered', role: 'manager', person }], decision);
    }
    case 'machine-detected':
      return machineTookManager(state, lead, at);
    case 'leg-ended': {
      const { disposition, code, cause } = event;
      const ended = { type: 'leg-ended', role: 'manager', disposition, code, cause } as const;
      if (disposition === 'machine') return withTimeline([ended], machineTookManager(state, lead, at));
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

/** The leg was rung and nothing more was heard of it, or the exchange never got the order and nobody was rung. */
function noWordInTime(state: StateOf<'dialing-manager'>, dialed: boolean, lead: LeadFacts, at: Date): Transition {
  if (dialed) {
    const decision = tryNextManager(state, { manager: 487, visitor: 0 }, lead, at);
    return withTimeline([{ type: 'no-word', role: 'manager' }], decision);
  }
  // Who was rung before in this attempt is not rung again in it.
  const decision = state.failed ? endAttempt(state, state.failed, lead, at) : waitForLine(state, at);
  return withTimeline([{ type: 'exchange-away' }], decision);
}
