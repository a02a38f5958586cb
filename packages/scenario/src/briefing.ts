import {
  endAttempt,
  finish,
  ignored,
  tryNextManager,
  visitorTimerAt,
  withEffects,
  withTimeline,
  type StateOf,
} from './attempt.ts';
import { briefingText, callIdOf, secondsAfter } from './facts.ts';
import type { Effect, LeadFacts, ScenarioEvent, ScenarioState, Transition } from './types.ts';

/** The manager has answered: they are told what the call is about before the visitor is dialled. */
export function startBriefing(
  state: StateOf<'dialing-manager'>,
  lead: LeadFacts,
  at: Date,
): Transition & { next: StateOf<'briefing'> } {
  const next: StateOf<'briefing'> = {
    status: 'briefing',
    attempt: state.attempt,
    legCount: state.legCount,
    plannedAt: state.plannedAt,
    place: state.place,
    managerCallId: state.managerCallId,
    spoken: 1,
    timerAt: secondsAfter(at, lead.settings.briefing.timeoutSeconds),
  };
  return { next, effects: [playBriefing(next, lead)], timeline: [] };
}

/** The manager listens; a key, or the end of the text, decides. */
export function whileBriefing(state: StateOf<'briefing'>, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  const { briefing } = lead.settings;
  const hangUp: Effect = { type: 'hang-up', callId: state.managerCallId };
  const noAnswer = (): Transition =>
    withEffects([hangUp], tryNextManager(state, { manager: 487, visitor: 0 }, lead, at));
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) {
    return briefing.acceptBy === 'answer'
      ? dialVisitor(state, null, lead, at)
      : withTimeline([{ type: 'no-key-pressed' }], noAnswer());
  }
  if (!('callId' in event) || event.callId !== state.managerCallId) return ignored(state);
  switch (event.type) {
    case 'key-pressed':
      if (event.key === briefing.cancelKey) return withEffects([hangUp], cancelByManager(state, event.key));
      return event.key === briefing.acceptKey ? dialVisitor(state, event.key, lead, at) : ignored(state);
    case 'prompt-finished':
      return promptFinished(state, event.playbackId, lead, at);
    case 'machine-detected':
      return machineTookManager(state, lead, at);
    case 'leg-ended': {
      const { disposition, code, cause } = event;
      const ended = { type: 'leg-ended', role: 'manager', disposition, code, cause } as const;
      if (disposition === 'machine') return withTimeline([ended], machineTookManager(state, lead, at));
      return withTimeline([ended], endAttempt(state, { manager: 200, visitor: 0 }, lead, at));
    }
    default:
      return ignored(state);
  }
}

/** The manager gave up this and all later attempts. */
export function cancelByManager(state: { attempt: number }, key: string): Transition {
  const status = { manager: 200, visitor: 708 };
  return withTimeline(
    [
      { type: 'manager-cancelled', key },
      { type: 'attempt-ended', attempt: state.attempt, status },
    ],
    finish(state.attempt, status),
  );
}

/** A machine is no manager: as good as no answer. */
export function machineTookManager(
  state: StateOf<'dialing-manager'> | StateOf<'briefing'>,
  lead: LeadFacts,
  at: Date,
): Transition {
  const decision = tryNextManager(state, { manager: 487, visitor: 0 }, lead, at);
  const told = withTimeline([{ type: 'machine-answered', role: 'manager' }], decision);
  return withEffects([{ type: 'hang-up', callId: state.managerCallId }], told);
}

function promptFinished(state: StateOf<'briefing'>, playbackId: string, lead: LeadFacts, at: Date): Transition {
  if (playbackId !== playbackIdOf(state)) return ignored(state);
  const { briefing } = lead.settings;
  if (briefing.acceptBy === 'answer') return dialVisitor(state, null, lead, at);
  if (state.spoken >= briefing.repeats) return ignored(state);
  const next = { ...state, spoken: state.spoken + 1 };
  return { next, effects: [playBriefing(next, lead)], timeline: [] };
}

function playbackIdOf(state: StateOf<'briefing'>): string {
  return `${state.managerCallId}-p${state.spoken}`;
}

function playBriefing(state: StateOf<'briefing'>, lead: LeadFacts): Effect {
  const { language } = lead.settings;
  const text = briefingText(lead, state.place);
  return { type: 'play-prompt', callId: state.managerCallId, playbackId: playbackIdOf(state), text, language };
}

function dialVisitor(state: StateOf<'briefing'>, key: string | null, lead: LeadFacts, at: Date): Transition {
  const { settings, phone } = lead;
  const number = phone ?? '';
  const legCount = state.legCount + 1;
  const visitorCallId = callIdOf(lead.leadId, state.attempt, 'visitor', legCount);
  const ringTimeoutSeconds = settings.visitorRingTimeoutSeconds;
  const next: ScenarioState = {
    status: 'dialing-visitor',
    attempt: state.attempt,
    legCount,
    plannedAt: state.plannedAt,
    place: state.place,
    managerCallId: state.managerCallId,
    visitorCallId,
    ringing: false,
    timerAt: visitorTimerAt(lead, at),
  };
  return {
    next,
    effects: [
      {
        type: 'dial-leg',
        callId: visitorCallId,
        role: 'visitor',
        number,
        lines: 1,
        ringTimeoutSeconds,
        callerId: settings.callerId,
      },
    ],
    timeline: [
      { type: 'manager-accepted', key },
      {
        type: 'leg-dialed',
        attempt: state.attempt,
        callId: visitorCallId,
        role: 'visitor',
        number,
        person: lead.visitorName,
        longestSeconds: ringTimeoutSeconds + settings.talkLimitSeconds + 60,
      },
    ],
  };
}
