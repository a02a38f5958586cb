import { callIdOf, findManager, managerAt, secondsAfter } from './facts.ts';
import { formatStatus, type Status } from './statuses.ts';
import type { Effect, LeadFacts, ManagerPlace, ScenarioState, TimelineEntry, Transition } from './types.ts';

/** How long a leg may be silent past its ring timeout before we stop waiting for the exchange's word. */
const RING_GRACE_SECONDS = 5;

/** A dial that could not go out is tried again after this, in the same attempt. */
const WAIT_SECONDS = 5;

/** Time that a manager's leg may live besides ringing, briefing and talking. */
const SPARE_SECONDS = 60;

export type StateOf<S extends ScenarioState['status']> = Extract<ScenarioState, { status: S }>;

/** An attempt before its first leg. */
interface Planned {
  attempt: number;
  legCount: number;
  plannedAt: string;
}

/** The first manager who can be rung from `from` on, or what to do when there is none. */
export function dialManager(
  state: Planned,
  from: ManagerPlace,
  failed: Status | null,
  lead: LeadFacts,
  at: Date,
): Transition {
  const place = findManager(lead, from);
  const manager = place && managerAt(lead, place);
  if (!place || !manager) return failed ? endAttempt(state, failed, lead, at) : waitForLine(state, at);
  const { settings } = lead;
  const legCount = state.legCount + 1;
  const managerCallId = callIdOf(lead.leadId, state.attempt, 'manager', legCount);
  const ringTimeoutSeconds = settings.managerRingTimeoutSeconds;
  const longestSeconds =
    ringTimeoutSeconds +
    settings.briefing.timeoutSeconds +
    settings.visitorRingTimeoutSeconds +
    settings.talkLimitSeconds +
    SPARE_SECONDS;
  return {
    next: {
      status: 'dialing-manager',
      attempt: state.attempt,
      legCount,
      plannedAt: state.plannedAt,
      place,
      managerCallId,
      ringing: false,
      failed,
      timerAt: secondsAfter(at, ringTimeoutSeconds + RING_GRACE_SECONDS),
    },
    effects: [
      {
        type: 'dial-leg',
        callId: managerCallId,
        role: 'manager',
        number: manager.number,
        lines: manager.lines,
        ringTimeoutSeconds,
        callerId: settings.callerId,
      },
    ],
    timeline: [
      {
        type: 'leg-dialed',
        attempt: state.attempt,
        callId: managerCallId,
        role: 'manager',
        number: manager.number,
        person: manager.name,
        longestSeconds,
      },
    ],
  };
}

/** Begins an attempt, or goes on with one that waited, with the first manager; unless the lead has grown too old. */
export function startAttempt(state: Planned & { begun: boolean }, lead: LeadFacts, at: Date): Transition {
  const age = (at.getTime() - Date.parse(state.plannedAt)) / 1000;
  if (age > lead.settings.freshnessSeconds) {
    const status = { manager: 200, visitor: 201 };
    const tooOld: TimelineEntry = { type: 'too-old', minutes: Math.round(age / 60) };
    const ended: TimelineEntry[] = state.begun ? [{ type: 'attempt-ended', attempt: state.attempt, status }] : [];
    return withTimeline([tooOld, ...ended], finish(state.attempt, status));
  }
  const decision = dialManager(state, { office: 0, manager: 0 }, null, lead, at);
  if (state.begun) return decision;
  const started = withTimeline([{ type: 'attempt-started', attempt: state.attempt }], decision);
  return withEffects([{ type: 'notify', event: 'call.started' }], started);
}

/** The manager is out of the game: the next one in turn, else the attempt ends with `status`. */
export function tryNextManager(
  state: StateOf<'dialing-manager'> | StateOf<'briefing'>,
  status: Status,
  lead: LeadFacts,
  at: Date,
): Transition {
  return dialManager(state, { ...state.place, manager: state.place.manager + 1 }, status, lead, at);
}

/** Nothing could be dialled: the same attempt waits, unspent. */
export function waitForLine({ attempt, legCount, plannedAt }: Planned, at: Date): Transition {
  const timerAt = secondsAfter(at, WAIT_SECONDS);
  return {
    next: { status: 'scheduled', attempt, legCount, plannedAt, begun: true, timerAt },
    effects: [],
    timeline: [{ type: 'attempt-waits', attempt, seconds: WAIT_SECONDS }],
  };
}

/** The attempt failed: the next one by the widget's intervals, or the end. */
export function endAttempt(
  state: { attempt: number; legCount: number },
  status: Status,
  lead: LeadFacts,
  at: Date,
  short = false,
  talkSeconds: number | null = null,
): Transition {
  const { intervalsSeconds, statuses } = lead.settings.retry;
  const seconds = intervalsSeconds[state.attempt - 1];
  const ended: TimelineEntry = { type: 'attempt-ended', attempt: state.attempt, status };
  if (seconds === undefined || !(short || statuses.includes(formatStatus(status)))) {
    return withTimeline([ended], finish(state.attempt, status, short, talkSeconds));
  }
  const attempt = state.attempt + 1;
  const timerAt = secondsAfter(at, seconds);
  return {
    next: { status: 'scheduled', attempt, legCount: state.legCount, plannedAt: timerAt, begun: false, timerAt },
    effects: [],
    timeline: [ended, { type: 'attempt-scheduled', attempt, at: timerAt, seconds }],
  };
}

/** The end of the scenario; the client is told. */
export function finish(attempt: number, result: Status, short = false, talkSeconds: number | null = null): Transition {
  return {
    next: { status: 'finished', attempt, result, talkSeconds, short },
    effects: [{ type: 'notify', event: 'call.finished' }],
    timeline: [{ type: 'finished', status: result, short }],
  };
}

/** Time after which the state that dials the visitor ends by itself. */
export function visitorTimerAt(lead: LeadFacts, at: Date): string {
  return secondsAfter(at, lead.settings.visitorRingTimeoutSeconds + RING_GRACE_SECONDS);
}

/** Puts timeline entries before those of `decision`. */
export function withTimeline(entries: TimelineEntry[], decision: Transition): Transition {
  return { ...decision, timeline: [...entries, ...decision.timeline] };
}

/** Puts effects before those of `decision`. */
export function withEffects(effects: Effect[], decision: Transition): Transition {
  return { ...decision, effects: [...effects, ...decision.effects] };
}

export function ignored(state: ScenarioState): Transition {
  return { next: state, effects: [], timeline: [] };
}
