import { dialManagers } from './dial-managers.ts';
import { dialVisitor } from './dial-visitor.ts';
import { chainOf, ignored, withTimeline, type StateOf } from './decision.ts';
import { endAttempt, finishAttempt, postpone } from './end-attempt.ts';
import { managerAt, placeAfter, secondsAfter } from './facts.ts';
import type { Status } from './statuses.ts';
import { startTalk } from './talking.ts';
import { spokenText } from './spoken-text.ts';
import type { LeadFacts, RingingManager, ScenarioEvent, TimelineEntry, Transition } from './types.ts';
import { whileVisitorWaits } from './waiting-visitor.ts';

type OnLine = StateOf<'dialing-extension'> | StateOf<'briefing'>;
type Briefing = StateOf<'briefing'>;

const NOT_ANSWERED: Status = { manager: 487, visitor: 0 };

/** What a switchboard needs for one digit. */
const DIGIT_SECONDS = 0.3;

/** More often the text of the widget is not left for further information, and the call is not put off. */
const MOST_INFORMED = 3;
const MOST_POSTPONED = 5;

/** A manager has answered: they are told what the call is about, behind their extension if they have one. */
export function startBriefing(
  state: StateOf<'dialing-manager'>,
  { place, callId }: RingingManager,
  lead: LeadFacts,
  at: Date,
): Transition & { next: OnLine } {
  const { extension } = managerAt(lead, place);
  const { exchange, visitorCallId } = state;
  const online = { ...chainOf(state), exchange, rang: true, place, managerCallId: callId, visitorCallId };
  if (!extension) return startSpeaking(online, lead, at);
  const { digits, delaySeconds: afterSeconds } = extension;
  const timerAt = secondsAfter(at, afterSeconds + digits.length * DIGIT_SECONDS);
  return {
    next: { ...online, status: 'dialing-extension', timerAt },
    effects: [{ exchange, type: 'send-digits', callId, digits, afterSeconds }],
    timeline: [{ type: 'extension-dialed', digits }],
  };
}

/** Begins with the text of the widget. */
export function startSpeaking(
  state: Omit<OnLine, 'status' | 'timerAt'>,
  lead: LeadFacts,
  at: Date,
): Transition & { next: Briefing } {
  const { exchange, place, managerCallId, visitorCallId } = state;
  return speak(
    {
      ...chainOf(state),
      exchange,
      place,
      managerCallId,
      visitorCallId,
      status: 'briefing',
      spoken: 1,
      informed: 0,
      playbackId: '',
      timerAt: secondsAfter(at, lead.settings.briefing.timeoutSeconds),
    },
    lead,
    'text',
  );
}

/** The manager listens; a key, or the end of the text, decides. */
export function whileBriefing(state: Briefing, event: ScenarioEvent, lead: LeadFacts, at: Date): Transition {
  if (event.type === 'timer-due' && event.timerAt === state.timerAt) {
    if (lead.settings.briefing.acceptBy !== 'key') return accept(state, null, lead, at);
    return withTimeline([{ type: 'no-key-pressed' }], giveUpManager(state, lead, at));
  }
  if (!('callId' in event)) return ignored(state);
  if (event.callId !== state.managerCallId) return whileVisitorWaits(state, event, lead, at);
  switch (event.type) {
    case 'key-pressed':
      return keyPressed(state, event.key, lead, at);
    case 'prompt-finished':
      return promptFinished(state, event.playbackId, lead, at);
    case 'machine-detected':
      return machineTookManager(state, lead, at);
    case 'leg-ended':
      return managerLeft(state, event, lead, at);
    default:
      return ignored(state);
  }
}

function keyPressed(state: Briefing, key: string, lead: LeadFacts, at: Date): Transition {
  const { briefing } = lead.settings;
  if (key === briefing.acceptKey) return accept(state, key, lead, at);
  if (key === briefing.cancelKey) return cancelByManager(state, key);
  if (key === briefing.postponeKey && state.postponed < MOST_POSTPONED) return postpone(state, key, lead, at);
  if (key !== briefing.infoKey || state.informed === MOST_INFORMED) return ignored(state);
  // Who asks for more gets the time to hear it.
  const timerAt = secondsAfter(at, briefing.timeoutSeconds);
  const decision = speak({ ...state, informed: state.informed + 1, timerAt }, lead, 'infoText');
  return withTimeline([{ type: 'manager-informed', key }], decision);
}

function promptFinished(state: Briefing, playbackId: string, lead: LeadFacts, at: Date): Transition {
  if (playbackId !== state.playbackId) return ignored(state);
  const { acceptBy, repeats } = lead.settings.briefing;
  // After further information the text is due again.
  if (playbackId === idOf(state, 'infoText')) return speak(state, lead, 'text');
  if (acceptBy === 'answer') return accept(state, null, lead, at);
  if (state.spoken < repeats) return speak({ ...state, spoken: state.spoken + 1 }, lead, 'text');
  return acceptBy === 'repeats' ? accept(state, null, lead, at) : ignored(state);
}

function speak(state: Briefing, lead: LeadFacts, which: 'text' | 'infoText'): Transition & { next: Briefing } {
  const { language, briefing } = lead.settings;
  const playbackId = idOf(state, which);
  const text = spokenText(briefing[which], lead, state.place);
  const { exchange, managerCallId: callId } = state;
  return {
    next: { ...state, playbackId },
    effects: [{ exchange, type: 'play-prompt', callId, playbackId, text, language }],
    timeline: [],
  };
}

/** The text is spoken again after each further information, so both counts name it. */
function idOf({ managerCallId, spoken, informed }: Briefing, which: 'text' | 'infoText'): string {
  const text = informed === 0 ? `p${spoken}` : `p${spoken}-${informed}`;
  return `${managerCallId}-${which === 'text' ? text : `i${informed}`}`;
}

/** The manager takes the call: the visitor is rung, or joined if they wait already. */
function accept(state: Briefing, key: string | null, lead: LeadFacts, at: Date): Transition {
  const { place, managerCallId: callId, visitorCallId } = state;
  const decision =
    visitorCallId === null
      ? dialVisitor(state, { manager: { place, callId }, route: 0, connectBy: null }, lead, at)
      : startTalk({ ...state, visitorCallId }, lead, at);
  return withTimeline([{ type: 'manager-accepted', key }], decision);
}

/** The manager gave up this and all later attempts. */
export function cancelByManager(state: { attempt: number }, key: string): Transition {
  const end = finishAttempt(state.attempt, { manager: 200, visitor: 708 });
  return withTimeline([{ type: 'manager-cancelled', key }], end);
}

/** A machine is no manager: as good as no answer. */
export function machineTookManager(state: OnLine, lead: LeadFacts, at: Date): Transition {
  return withTimeline([{ type: 'machine-answered', role: 'manager' }], giveUpManager(state, lead, at));
}

export function managerLeft(
  state: OnLine,
  { disposition, code, cause }: Extract<ScenarioEvent, { type: 'leg-ended' }>,
  lead: LeadFacts,
  at: Date,
): Transition {
  const ended: TimelineEntry = { type: 'leg-ended', role: 'manager', disposition, code, cause };
  if (disposition === 'machine') return withTimeline([ended], machineTookManager(state, lead, at));
  return withTimeline([ended], endAttempt(state, { manager: 200, visitor: 0 }, lead, at));
}

function giveUpManager(state: OnLine, lead: LeadFacts, at: Date): Transition {
  return dialManagers({ ...state, failed: NOT_ANSWERED }, placeAfter(lead, state.place), lead, at);
}
