import type { WidgetSettings } from './settings.ts';
import type { Language, Status } from './statuses.ts';

export type LegRole = 'manager' | 'visitor';

/** What a decision needs to know of the lead besides its state. */
export interface LeadFacts {
  leadId: string;
  receivedAt: Date;
  /** E.164, or null when it cannot be called. */
  phone: string | null;
  visitorName: string | null;
  formName: string | null;
  settings: WidgetSettings;
}

/** A manager's place in the settings. */
export interface ManagerPlace {
  office: number;
  manager: number;
}

/** Common to all states in which phones ring or people talk. */
interface Calling {
  /** Counted from 1. */
  attempt: number;
  /** Legs planned so far over all attempts; makes call ids unique. */
  legCount: number;
  /** When the attempt was due, ISO 8601. Waiting for a line makes a lead no younger. */
  plannedAt: string;
  place: ManagerPlace;
  managerCallId: string;
  /** When the state ends by itself, ISO 8601. Every state but the last has one: none is without a way out. */
  timerAt: string;
}

export type ScenarioState =
  | { status: 'accepted' }
  /** `attempt` is the one that begins when the timer is due, or, if it has `begun`, waits for a free line. */
  | { status: 'scheduled'; attempt: number; legCount: number; plannedAt: string; begun: boolean; timerAt: string }
  /** `failed`: how an earlier manager of this attempt ended, null while nobody was rung. */
  | (Calling & { status: 'dialing-manager'; ringing: boolean; failed: Status | null })
  /** `spoken`: how many times the text was begun. */
  | (Calling & { status: 'briefing'; spoken: number })
  | (Calling & { status: 'dialing-visitor'; ringing: boolean; visitorCallId: string })
  | (Calling & { status: 'talking'; visitorCallId: string; talkingSince: string })
  | { status: 'finished'; attempt: number; result: Status; talkSeconds: number | null; short: boolean };

/** Why a dial that was decided did not go out; no phone rang. */
export type DialRefusal = 'no-free-line' | 'visitor-on-another-call';

/** Reasons not to call that only the database or the recognition knows. */
export interface Refusals {
  /** 709 or 718 */
  phone: number | null;
  /** A chain of attempts for this phone and widget has not ended. */
  chainUnfinished: boolean;
  /** A chain for it ended 200/200 within the repeat window. */
  reachedRecently: boolean;
}

export type ScenarioEvent =
  | { type: 'lead-accepted'; refusals: Refusals }
  /** `dialed`: whether the leg that the state waits for was ever ordered from the exchange. */
  | { type: 'timer-due'; timerAt: string; dialed: boolean }
  | { type: 'dial-refused'; callId: string; reason: DialRefusal }
  | LegEvent;

/** What the exchange tells of a leg. */
export type LegEvent =
  | { type: 'leg-ringing'; callId: string }
  | { type: 'leg-answered'; callId: string }
  | { type: 'machine-detected'; callId: string }
  | { type: 'key-pressed'; callId: string; key: string }
  | { type: 'prompt-finished'; callId: string; playbackId: string }
  | {
      type: 'leg-ended';
      callId: string;
      disposition: string;
      /** SIP-like; 720 when nobody can tell. */
      code: number;
      cause: number | null;
      /** Null when the leg was never answered. */
      answeredAt: string | null;
    };

/** An instruction for the exchange. */
export type CallEffect =
  | {
      type: 'dial-leg';
      callId: string;
      role: LegRole;
      number: string;
      /** How many live legs the number may have, this one included. */
      lines: number;
      ringTimeoutSeconds: number;
      callerId: string | null;
    }
  | { type: 'play-prompt'; callId: string; playbackId: string; text: string; language: Language }
  | { type: 'bridge-legs'; bridgeId: string; callIds: [string, string] }
  | { type: 'hang-up'; callId: string }
  | { type: 'remove-bridge'; bridgeId: string };

export type NotificationEvent = 'lead.accepted' | 'call.started' | 'call.finished';

/** What a transition asks of the world: call effects become rows and jobs, `notify` becomes deliveries. */
export type Effect = CallEffect | { type: 'notify'; event: NotificationEvent };

/** What the timeline tells; the rows of attempts and planned legs are made of it. `sentences.ts` has the words. */
export type TimelineEntry =
  | { type: 'lead-accepted' }
  | { type: 'not-called'; status: Status }
  | { type: 'too-old'; minutes: number }
  | { type: 'attempt-started'; attempt: number }
  | {
      type: 'leg-dialed';
      attempt: number;
      callId: string;
      role: LegRole;
      number: string;
      person: string | null;
      /** Past this the leg cannot be alive any more. */
      longestSeconds: number;
    }
  | { type: 'leg-ringing'; role: LegRole }
  | { type: 'leg-answered'; role: LegRole; person: string | null }
  | { type: 'machine-answered'; role: LegRole }
  | { type: 'manager-accepted'; key: string | null }
  | { type: 'manager-cancelled'; key: string }
  | { type: 'no-key-pressed' }
  | { type: 'no-free-line'; person: string | null }
  | { type: 'visitor-on-another-call' }
  | { type: 'exchange-away' }
  | { type: 'no-word'; role: LegRole }
  | { type: 'leg-ended'; role: LegRole; disposition: string; code: number; cause: number | null }
  | { type: 'talk-started' }
  | { type: 'talk-ended'; seconds: number; by: LegRole | 'limit'; short: boolean }
  | { type: 'attempt-waits'; attempt: number; seconds: number }
  | { type: 'attempt-ended'; attempt: number; status: Status }
  | { type: 'attempt-scheduled'; attempt: number; at: string; seconds: number }
  | { type: 'finished'; status: Status; short: boolean };

export interface Transition {
  next: ScenarioState;
  effects: Effect[];
  timeline: TimelineEntry[];
}

/** What the API calls the state of a lead. */
export type LeadState = 'accepted' | 'scheduled' | 'calling' | 'talking' | 'finished';
