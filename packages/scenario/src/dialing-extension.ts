import { machineTookManager, managerLeft, startSpeaking } from './briefing.ts';
import { ignored, type StateOf } from './decision.ts';
import type { LeadFacts, ScenarioEvent, Transition } from './types.ts';
import { whileVisitorWaits } from './waiting-visitor.ts';

/** The manager's switchboard has answered, and the extension is being dialled. */
export function whileDialingExtension(
  state: StateOf<'dialing-extension'>,
  event: ScenarioEvent,
  lead: LeadFacts,
  at: Date,
): Transition {
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) return startSpeaking(state, lead, at);
  if (!('callId' in event)) return ignored(state);
  if (event.callId !== state.managerCallId) return whileVisitorWaits(state, event, lead, at);
  if (event.type === 'machine-detected') return machineTookManager(state, lead, at);
  return event.type === 'leg-ended' ? managerLeft(state, event, lead, at) : ignored(state);
}
