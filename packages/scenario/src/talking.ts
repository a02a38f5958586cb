import { endAttempt, finish, ignored, withEffects, withTimeline, type StateOf } from './attempt.ts';
import { bridgeIdOf, secondsAfter, secondsBetween } from './facts.ts';
import type { Effect, LeadFacts, LegRole, ScenarioEvent, Transition } from './types.ts';

/** The visitor has answered: both legs are joined. */
export function startTalk(
  state: StateOf<'dialing-visitor'>,
  lead: LeadFacts,
  at: Date,
): Transition & { next: StateOf<'talking'> } {
  const { attempt, legCount, plannedAt, place, managerCallId, visitorCallId } = state;
  return {
    next: {
      status: 'talking',
      attempt,
      legCount,
      plannedAt,
      place,
      managerCallId,
      visitorCallId,
      talkingSince: at.toISOString(),
      timerAt: secondsAfter(at, lead.settings.talkLimitSeconds),
    },
    effects: [
      { type: 'bridge-legs', bridgeId: bridgeIdOf(lead.leadId, attempt), callIds: [managerCallId, visitorCallId] },
    ],
    timeline: [{ type: 'leg-answered', role: 'visitor', person: lead.visitorName }, { type: 'talk-started' }],
  };
}

/** Two people talk until one of them hangs up. */
export function whileTalking(state: StateOf<'talking'>, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) return endTalk(state, 'limit', lead, at);
  if (!('callId' in event)) return ignored(state);
  const role = roleOf(state, event.callId);
  if (role === null) return ignored(state);
  const machine = event.type === 'machine-detected' || (event.type === 'leg-ended' && event.disposition === 'machine');
  if (machine && role === 'visitor') return machineTookVisitor(state, lead);
  if (machine && lead.settings.briefing.acceptBy === 'answer') {
    return withEffects(hangUpBoth(state, lead), machineWasManager(state, lead, at));
  }
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
export function machineTookVisitor(state: StateOf<'talking'>, lead: LeadFacts): Transition {
  const status = { manager: 200, visitor: 199 };
  const told = withTimeline(
    [
      { type: 'machine-answered', role: 'visitor' },
      { type: 'attempt-ended', attempt: state.attempt, status },
    ],
    finish(state.attempt, status),
  );
  return withEffects(hangUpBoth(state, lead), told);
}

/** The talk is over; a talk shorter than the widget's least is tried again. */
export function endTalk(state: StateOf<'talking'>, by: LegRole | 'limit', lead: LeadFacts, at: Date): Transition {
  const seconds = secondsBetween(state.talkingSince, at);
  const short = seconds < lead.settings.leastTalkSeconds;
  const status = { manager: 200, visitor: 200 };
  const decision = short
    ? endAttempt(state, status, lead, at, true, seconds)
    : withTimeline(
        [{ type: 'attempt-ended', attempt: state.attempt, status }],
        finish(state.attempt, status, false, seconds),
      );
  return withEffects(hangUpBoth(state, lead), withTimeline([{ type: 'talk-ended', seconds, by, short }], decision));
}

function hangUpBoth(state: StateOf<'talking'>, lead: LeadFacts): Effect[] {
  return [
    { type: 'hang-up', callId: state.visitorCallId },
    { type: 'hang-up', callId: state.managerCallId },
    { type: 'remove-bridge', bridgeId: bridgeIdOf(lead.leadId, state.attempt) },
  ];
}

function roleOf(state: StateOf<'talking'>, callId: string): LegRole | null {
  if (callId === state.managerCallId) return 'manager';
  return callId === state.visitorCallId ? 'visitor' : null;
}
