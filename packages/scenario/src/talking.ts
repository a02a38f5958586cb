import { chainOf, ignored, withTimeline, type StateOf } from './decision.ts';
import { endAttempt, finishAttempt } from './end-attempt.ts';
import { bridgeIdOf, secondsAfter, secondsBetween } from './facts.ts';
import type { Chain, LeadFacts, LegRole, ManagerPlace, ScenarioEvent, Transition } from './types.ts';

interface BothOnLine extends Chain {
  /** Whoever came second to the line. */
  status: 'dialing-visitor' | 'briefing';
  exchange: string;
  place: ManagerPlace;
  managerCallId: string;
  visitorCallId: string;
}

/** Manager and visitor are both on the line: they are joined. */
export function startTalk(state: BothOnLine, lead: LeadFacts, at: Date): Transition & { next: StateOf<'talking'> } {
  const { exchange, place, managerCallId, visitorCallId } = state;
  const bridgeId = bridgeIdOf(lead.leadId, state.attempt);
  const recordingId = lead.settings.record ? `${bridgeId}-r` : null;
  const answered = { type: 'leg-answered', role: 'visitor', person: lead.visitorName } as const;
  return {
    next: {
      ...chainOf(state),
      status: 'talking',
      exchange,
      place,
      managerCallId,
      visitorCallId,
      talkingSince: at.toISOString(),
      timerAt: secondsAfter(at, lead.settings.talkLimitSeconds),
    },
    effects: [{ exchange, type: 'bridge-legs', bridgeId, callIds: [managerCallId, visitorCallId], recordingId }],
    timeline: [...(state.status === 'dialing-visitor' ? [answered] : []), { type: 'talk-started' }],
  };
}

/** Two people talk until one of them hangs up. */
export function whileTalking(state: StateOf<'talking'>, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) return endTalk(state, 'limit', lead, at);
  if (!('callId' in event)) return ignored(state);
  const role = roleOf(state, event.callId);
  if (role === null) return ignored(state);
  const machine = event.type === 'machine-detected' || (event.type === 'leg-ended' && event.disposition === 'machine');
  if (machine && role === 'visitor') return machineTookVisitor(state);
  if (machine && lead.settings.briefing.acceptBy !== 'key') return machineWasManager(state, lead, at);
  return event.type === 'leg-ended' ? endTalk(state, role, lead, at) : ignored(state);
}

/** Who was taken for a manager is a machine. The visitor's phone has rung, so nobody else is tried in this attempt. */
export function machineWasManager(
  state: StateOf<'dialing-visitor'> | StateOf<'talking'>,
  lead: LeadFacts,
  at: Date,
): Transition {
  const decision = endAttempt(state, { manager: 487, visitor: 0 }, lead, at);
  return withTimeline([{ type: 'machine-answered', role: 'manager' }], decision);
}

/** A voicemail is not a talk. */
export function machineTookVisitor({ attempt }: StateOf<'talking'>): Transition {
  const end = finishAttempt(attempt, { manager: 200, visitor: 199 });
  return withTimeline([{ type: 'machine-answered', role: 'visitor' }], end);
}

/** The talk is over; a talk shorter than the widget's least is tried again. */
export function endTalk(state: StateOf<'talking'>, by: LegRole | 'limit', lead: LeadFacts, at: Date): Transition {
  const seconds = secondsBetween(state.talkingSince, at);
  const short = seconds < lead.settings.leastTalkSeconds;
  const status = { manager: 200, visitor: 200 };
  const decision = short
    ? endAttempt(state, status, lead, at, { seconds })
    : finishAttempt(state.attempt, status, seconds);
  return withTimeline([{ type: 'talk-ended', seconds, by, short }], decision);
}

function roleOf(state: StateOf<'talking'>, callId: string): LegRole | null {
  if (callId === state.managerCallId) return 'manager';
  return callId === state.visitorCallId ? 'visitor' : null;
}
