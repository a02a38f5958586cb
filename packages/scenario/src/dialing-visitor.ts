import { endAttempt, ignored, withEffects, withTimeline, type StateOf } from './attempt.ts';
import { cancelByManager } from './briefing.ts';
import { failedLegStatus } from './facts.ts';
import type { Status } from './statuses.ts';
import { endTalk, machineTookVisitor, machineWasManager, startTalk } from './talking.ts';
import type { Effect, LeadFacts, ScenarioEvent, TimelineEntry, Transition } from './types.ts';

/** The manager waits on the line while the visitor's phone is rung. */
export function whileDialingVisitor(
  state: StateOf<'dialing-visitor'>,
  event: ScenarioEvent,
  lead: LeadFacts,
  at: Date,
): Transition {
  const hangUpManager: Effect = { type: 'hang-up', callId: state.managerCallId };
  const hangUpVisitor: Effect = { type: 'hang-up', callId: state.visitorCallId };
  const end = (status: Status, entry: TimelineEntry, ...effects: Effect[]): Transition =>
    withEffects(effects, withTimeline([entry], endAttempt(state, status, lead, at)));

  if (event.type === 'timer-due' && event.timerAt === state.timerAt) {
    const status = event.dialed ? { manager: 200, visitor: 487 } : { manager: 720, visitor: 0 };
    return end(status, { type: 'no-word', role: 'visitor' }, hangUpVisitor, hangUpManager);
  }
  if (!('callId' in event)) return ignored(state);
  if (event.callId === state.managerCallId) {
    if (event.type === 'key-pressed' && event.key === lead.settings.briefing.cancelKey) {
      return withEffects([hangUpVisitor, hangUpManager], cancelByManager(state, event.key));
    }
    const machine =
      event.type === 'machine-detected' || (event.type === 'leg-ended' && event.disposition === 'machine');
    // A machine presses no keys.
    if (machine && lead.settings.briefing.acceptBy === 'answer') {
      return withEffects([hangUpVisitor, hangUpManager], machineWasManager(state, lead, at));
    }
    if (event.type !== 'leg-ended') return ignored(state);
    const { disposition, code, cause } = event;
    return end(
      { manager: 200, visitor: 1 },
      { type: 'leg-ended', role: 'manager', disposition, code, cause },
      hangUpVisitor,
    );
  }
  if (event.callId !== state.visitorCallId) return ignored(state);
  switch (event.type) {
    case 'dial-refused':
      return end({ manager: 200, visitor: 486 }, { type: 'visitor-on-another-call' }, hangUpVisitor, hangUpManager);
    case 'leg-ringing':
      if (state.ringing) return ignored(state);
      return { next: { ...state, ringing: true }, effects: [], timeline: [{ type: 'leg-ringing', role: 'visitor' }] };
    case 'leg-answered':
      return startTalk(state, lead, at);
    case 'machine-detected': {
      // The answer is still under way to us.
      const talk = startTalk(state, lead, at);
      return withTimeline(talk.timeline, machineTookVisitor(talk.next, lead));
    }
    case 'leg-ended': {
      const { disposition, code, cause } = event;
      const ended: TimelineEntry = { type: 'leg-ended', role: 'visitor', disposition, code, cause };
      if (event.answeredAt === null) return end(failedLegStatus('visitor', code), ended, hangUpManager);
      // Answered and gone before we heard of the answer: as short as a talk can be.
      const talk = startTalk(state, lead, new Date(event.answeredAt));
      if (disposition === 'machine') return withTimeline(talk.timeline, machineTookVisitor(talk.next, lead));
      return withTimeline(talk.timeline, endTalk(talk.next, 'visitor', lead, at));
    }
    default:
      return ignored(state);
  }
}
