import { cancelByManager } from './briefing.ts';
import { countRoutes, hasOtherExchange } from './choose-exchange.ts';
import { ignored, withTimeline, type StateOf } from './decision.ts';
import { dialManagers } from './dial-managers.ts';
import { dialVisitor } from './dial-visitor.ts';
import { endAttempt, finishAttempt, waitForLine } from './end-attempt.ts';
import { failedLegStatus, isCarrierFault, secondsBetween } from './facts.ts';
import { spokenText } from './spoken-text.ts';
import type { Status } from './statuses.ts';
import { endTalk, machineTookVisitor, machineWasManager, startTalk } from './talking.ts';
import type { LeadFacts, ScenarioEvent, TimelineEntry, Transition } from './types.ts';

type DialingVisitor = StateOf<'dialing-visitor'>;
type LegEnded = Extract<ScenarioEvent, { type: 'leg-ended' }>;

const FIRST_PLACE = { office: 0, manager: 0 };

/** The visitor's phone is rung, with the manager waiting on the line or before any manager. */
export function whileDialingVisitor(
  state: DialingVisitor,
  event: ScenarioEvent,
  lead: LeadFacts,
  at: Date,
): Transition {
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) return timeIsUp(state, event.dialed, lead, at);
  if (event.type === 'exchange-away') return moveOn(state, event.dialed, lead, at);
  if (!('callId' in event)) return ignored(state);
  if (state.manager && event.callId === state.manager.callId) return managerTold(state, event, lead, at);
  if (event.callId !== state.visitorCallId) return ignored(state);
  switch (event.type) {
    case 'dial-refused':
      return refused(state, event.reason, lead, at);
    case 'leg-ringing': {
      if (state.ringing) return ignored(state);
      const afterSeconds = state.rang ? null : secondsBetween(lead.receivedAt.toISOString(), at);
      const entry = { type: 'leg-ringing', role: 'visitor', person: lead.visitorName, afterSeconds } as const;
      return { next: { ...state, ringing: true, rang: true }, effects: [], timeline: [entry] };
    }
    case 'leg-answered':
      return answered(state, lead, at);
    case 'machine-detected': {
      // The answer may still be under way to us.
      if (!isJoined(state)) return machineAnswered(state);
      const talk = startTalk(onLine(state), lead, at);
      return withTimeline(talk.timeline, machineTookVisitor(talk.next));
    }
    case 'leg-ended':
      return visitorEnded(state, event, lead, at);
    default:
      return ignored(state);
  }
}

function answered(state: DialingVisitor, lead: LeadFacts, at: Date): Transition {
  if (isJoined(state)) return startTalk(onLine(state), lead, at);
  const { exchange, visitorCallId } = state;
  const told: TimelineEntry = { type: 'leg-answered', role: 'visitor', person: lead.visitorName };
  const { language, visitorGreeting } = lead.settings;
  const decision = dialManagers({ ...state, rang: true, failed: null, visitorCallId }, FIRST_PLACE, lead, at);
  const text = spokenText(visitorGreeting, lead, FIRST_PLACE);
  if (text === '' || decision.next.status !== 'dialing-manager') return withTimeline([told], decision);
  const playbackId = `${visitorCallId}-p1`;
  const greeting = { exchange, type: 'play-prompt', callId: visitorCallId, playbackId, text, language } as const;
  return withTimeline([told], { ...decision, effects: [greeting, ...decision.effects] });
}

function visitorEnded(state: DialingVisitor, event: LegEnded, lead: LeadFacts, at: Date): Transition {
  const { disposition, code, cause, answeredAt } = event;
  const told: TimelineEntry = { type: 'leg-ended', role: 'visitor', disposition, code, cause };
  if (
    answeredAt === null &&
    isCarrierFault(code) &&
    !state.ringing &&
    state.route + 1 < countRoutes(lead, state.exchange)
  ) {
    const { manager, connectBy } = state;
    const route = state.route + 1;
    const decision = dialVisitor(state, { manager, route, connectBy }, lead, at);
    return withTimeline([told, { type: 'next-route', role: 'visitor', route: route + 1 }], decision);
  }
  if (answeredAt === null) return withTimeline([told], endAttempt(state, visitorStatus(state, code), lead, at));
  if (!isJoined(state)) {
    if (disposition === 'machine') return withTimeline([told], machineAnswered(state));
    return withTimeline([told, { type: 'visitor-left' }], endAttempt(state, visitorStatus(state, 603), lead, at));
  }
  // Answered and gone before we heard of the answer: as short as a talk can be.
  const talk = startTalk(onLine(state), lead, new Date(answeredAt));
  if (disposition === 'machine') return withTimeline(talk.timeline, machineTookVisitor(talk.next));
  return withTimeline(talk.timeline, endTalk(talk.next, 'visitor', lead, at));
}

/** What the manager's leg tells who waits on the line. */
function managerTold(state: DialingVisitor, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  if (event.type === 'key-pressed' && event.key === lead.settings.briefing.cancelKey) {
    return cancelByManager(state, event.key);
  }
  const machine = event.type === 'machine-detected' || (event.type === 'leg-ended' && event.disposition === 'machine');
  // A machine presses no keys.
  if (machine && lead.settings.briefing.acceptBy !== 'key') return machineWasManager(state, lead, at);
  if (event.type !== 'leg-ended') return ignored(state);
  const { disposition, code, cause } = event;
  const decision = endAttempt(state, { manager: 200, visitor: 1 }, lead, at);
  return withTimeline([{ type: 'leg-ended', role: 'manager', disposition, code, cause }], decision);
}

/** Nobody holds the exchange, and the phone has not been rung: it is rung by another one. */
function moveOn(state: DialingVisitor, dialed: boolean, lead: LeadFacts, at: Date): Transition {
  if (dialed || isJoined(state) || !hasOtherExchange(lead, state.exchange)) return ignored(state);
  const decision = dialVisitor(state, { manager: null, route: 0, connectBy: null }, lead, at);
  return withTimeline([{ type: 'exchange-away' }], decision);
}

function timeIsUp(state: DialingVisitor, dialed: boolean, lead: LeadFacts, at: Date): Transition {
  if (!dialed) {
    if (!isJoined(state)) return withTimeline([{ type: 'exchange-away' }], waitForLine(state, at));
    const decision = endAttempt(state, { manager: 720, visitor: 0 }, lead, at);
    return withTimeline([{ type: 'no-word', role: 'visitor' }], decision);
  }
  if (state.timerAt === state.connectBy) {
    const told = { type: 'connect-limit', seconds: lead.settings.visitorConnectLimitSeconds } as const;
    return withTimeline([told], endAttempt(state, { manager: state.manager ? 200 : 0, visitor: 717 }, lead, at));
  }
  const decision = endAttempt(state, visitorStatus(state, 487), lead, at);
  return withTimeline([{ type: 'no-word', role: 'visitor' }], decision);
}

function refused(
  state: DialingVisitor,
  reason: Extract<ScenarioEvent, { type: 'dial-refused' }>['reason'],
  lead: LeadFacts,
  at: Date,
): Transition {
  const told = { type: 'dial-refused', role: 'visitor', person: lead.visitorName } as const;
  switch (reason) {
    case 'no-free-line':
    case 'visitor-on-another-call': {
      // Where nobody was rung yet, the attempt can wait.
      const decision = isJoined(state)
        ? endAttempt(state, { manager: 200, visitor: 486 }, lead, at)
        : waitForLine(state, at);
      return withTimeline([{ type: 'visitor-on-another-call' }], decision);
    }
    case 'number-blocked':
      return withTimeline([{ ...told, reason }], endAttempt(state, { manager: 667, visitor: 0 }, lead, at));
    case 'number-not-allowed':
      return withTimeline([{ ...told, reason }], endAttempt(state, { manager: 718, visitor: 0 }, lead, at));
    case 'budget-reached':
      return withTimeline([{ ...told, reason }], endAttempt(state, { manager: 814, visitor: 0 }, lead, at));
  }
}

function machineAnswered(state: DialingVisitor): Transition {
  const end = finishAttempt(state.attempt, { manager: 0, visitor: 199 });
  return withTimeline([{ type: 'machine-answered', role: 'visitor' }], end);
}

/** The positions of a status never swap: called first, the visitor's code stands second, behind a 0. */
function visitorStatus({ manager }: DialingVisitor, code: number): Status {
  const status = failedLegStatus('visitor', code);
  return manager === null && status.manager === 200 ? { manager: 0, visitor: status.visitor } : status;
}

type Joined = DialingVisitor & { manager: NonNullable<DialingVisitor['manager']> };

function isJoined(state: DialingVisitor): state is Joined {
  return state.manager !== null;
}

function onLine({ manager, ...state }: Joined): Parameters<typeof startTalk>[0] {
  return { ...state, place: manager.place, managerCallId: manager.callId };
}
