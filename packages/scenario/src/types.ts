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
  comment: string | null;
  /** Where the visitor came from, as the page says: `yandex`. */
  source: string | null;
  /** Of the visitor's region by their number, null when the number does not tell. */
  visitorTimeZone: string | null;
  /** All that the workers know of, in the same order for each of them. */
  exchanges: readonly ExchangeFacts[];
  settings: WidgetSettings;
}

/** A telephone exchange that calls may go over. */
export interface ExchangeFacts {
  name: string;
  /** How many ways out it has; a carrier's fault on one is tried again on the next. */
  routes: number;
  /** Whether somebody holds it and hears its events. */
  isUp: boolean;
}

/** A manager's place in the settings. */
export interface ManagerPlace {
  office: number;
  manager: number;
}

/** What a lead takes along through all its attempts. */
export interface Chain {
  /** Counted from 1. In a scheduled state the one that is to begin. */
  attempt: number;
  /** Legs planned so far over all attempts; makes call ids unique. */
  legCount: number;
  /** When the attempt was due, ISO 8601. Waiting for a line makes a lead no younger. */
  plannedAt: string;
  /** Intervals of the widget's list that are used up. */
  retries: number;
  /** How often a manager has put the call off. */
  postponed: number;
  /** Whether a phone has rung for this lead. */
  rang: boolean;
}

/** Common to all states in which phones ring or people talk. */
interface Calling extends Chain {
  /** Where the legs are; they can be joined on one exchange only. */
  exchange: string;
  /** When the state ends by itself, ISO 8601. Every state but the last has one: none is without a way out. */
  timerAt: string;
}

/** A manager's phone that is being rung. */
export interface RingingManager {
  place: ManagerPlace;
  callId: string;
  ringing: boolean;
  route: number;
}

/** A manager has answered. */
interface ManagerOnLine extends Calling {
  place: ManagerPlace;
  managerCallId: string;
  /** The visitor who waits on the line, null where the manager is called first. */
  visitorCallId: string | null;
}

export type ScenarioState =
  | { status: 'accepted' }
  /** With `begun` the attempt has been told as begun, and waits for a free line or for working hours. */
  | (Chain & { status: 'scheduled'; begun: boolean; timerAt: string })
  /** `failed`: how an earlier manager of this attempt ended, null while nobody was rung. */
  | (Calling & {
      status: 'dialing-manager';
      legs: RingingManager[];
      failed: Status | null;
      visitorCallId: string | null;
    })
  /** The manager's switchboard has answered; the extension is on its way. */
  | (ManagerOnLine & { status: 'dialing-extension' })
  /** `spoken`, `informed`: how many times the text, or the further information, was begun. */
  | (ManagerOnLine & { status: 'briefing'; spoken: number; informed: number; playbackId: string })
  /** `connectBy`: when the limit for connecting with the visitor is reached. No manager: the visitor is called first. */
  | (Calling & {
      status: 'dialing-visitor';
      manager: { place: ManagerPlace; callId: string } | null;
      visitorCallId: string;
      ringing: boolean;
      route: number;
      connectBy: string;
    })
  | (Calling & {
      status: 'talking';
      place: ManagerPlace;
      managerCallId: string;
      visitorCallId: string;
      talkingSince: string;
    })
  | { status: 'finished'; attempt: number; result: Status; talkSeconds: number | null; short: boolean };

/** Why a dial that was decided did not go out; no phone rang. */
export type DialRefusal =
  | 'no-free-line'
  | 'visitor-on-another-call'
  | 'number-blocked'
  /** The widget does not call numbers of this country or kind. */
  | 'number-not-allowed'
  | 'budget-reached';

/** A list that the phone or the address is on, or the limit of calls that it has reached. */
export type BlockReason = 'widget-list' | 'installation-list' | 'limit';

/** Reasons not to call that only the database or the recognition knows. */
export interface Refusals {
  /** The widget was switched off after it had accepted the form. */
  widgetOff: boolean;
  /** 709 or 718 */
  phone: number | null;
  phoneBlocked: BlockReason | null;
  addressBlocked: BlockReason | null;
  /** A chain of attempts for this phone and widget has not ended. */
  chainUnfinished: boolean;
  /** A chain for it ended 200/200 within the repeat window. */
  reachedRecently: boolean;
}

export type ScenarioEvent =
  | { type: 'lead-accepted'; refusals: Refusals }
  /** Somebody in the cabinet wants no more calls for this lead. */
  | { type: 'lead-cancelled' }
  /** `dialed`: whether a leg that the state waits for was ever ordered from the exchange. */
  | { type: 'timer-due'; timerAt: string; dialed: boolean }
  /** An order to dial has found nobody who holds its exchange. `dialed`: as above. */
  | { type: 'exchange-away'; dialed: boolean }
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

/** An instruction for one exchange. */
export type CallEffect = { exchange: string } & CallOrder;

type CallOrder =
  | {
      type: 'dial-leg';
      callId: string;
      role: LegRole;
      number: string;
      /** How many live legs the number may have, this one included. */
      lines: number;
      ringTimeoutSeconds: number;
      callerId: string | null;
      /** Which of its ways out, from 0. */
      route: number;
    }
  /** Dials on behind a switchboard that has answered, `afterSeconds` from now. */
  | { type: 'send-digits'; callId: string; digits: string; afterSeconds: number }
  /** What is still being said on the leg is cut off. A line break in the text is a pause. */
  | { type: 'play-prompt'; callId: string; playbackId: string; text: string; language: Language }
  /** `recordingId`: under which the talk is recorded, null for no recording. */
  | { type: 'bridge-legs'; bridgeId: string; callIds: [string, string]; recordingId: string | null }
  | { type: 'hang-up'; callId: string; reason: 'normal' | 'answered-elsewhere' }
  | { type: 'remove-bridge'; bridgeId: string };

export type NotificationEvent = 'lead.accepted' | 'call.started' | 'call.finished';

/** What a transition asks of the world: call effects become rows and jobs, `notify` becomes deliveries. */
export type Effect = CallEffect | { type: 'notify'; event: NotificationEvent };

/** What the timeline tells; the rows of attempts and planned legs are made of it. `sentences.ts` has the words. */
export type TimelineEntry =
  | { type: 'lead-accepted' }
  | { type: 'not-called'; status: Status; blockedBy?: BlockReason }
  | { type: 'too-old'; minutes: number }
  /** `days`: from the day of the decision, in the widget's zone. `spreadSeconds` are in `at`. */
  | {
      type: 'call-deferred';
      attempt: number;
      reason: 'outside-hours' | 'holiday' | 'visitor-hours' | 'too-old';
      by: 'opening' | 'convenient-time';
      at: string;
      days: number;
      timeZone: string;
      spreadSeconds: number;
    }
  | { type: 'not-in-hours'; reason: 'outside-hours' | 'holiday' | 'visitor-hours' }
  | { type: 'attempt-started'; attempt: number }
  | {
      type: 'leg-dialed';
      attempt: number;
      callId: string;
      role: LegRole;
      number: string;
      person: string | null;
      exchange: string;
      /** Past this the leg cannot be alive any more. */
      longestSeconds: number;
    }
  /** `afterSeconds`: since the form was sent; told of the first ring only. */
  | { type: 'leg-ringing'; role: LegRole; person: string | null; afterSeconds: number | null }
  | { type: 'leg-answered'; role: LegRole; person: string | null }
  | { type: 'machine-answered'; role: LegRole }
  | { type: 'manager-accepted'; key: string | null }
  | { type: 'extension-dialed'; digits: string }
  | { type: 'manager-informed'; key: string }
  | { type: 'manager-postponed'; key: string; minutes: number }
  | { type: 'manager-cancelled'; key: string }
  | { type: 'cancelled-by-hand' }
  | { type: 'no-key-pressed' }
  | { type: 'no-free-line'; person: string | null }
  | { type: 'visitor-on-another-call' }
  | {
      type: 'dial-refused';
      role: LegRole;
      person: string | null;
      reason: 'number-blocked' | 'number-not-allowed' | 'budget-reached';
    }
  | { type: 'exchange-away' }
  | { type: 'no-word'; role: LegRole }
  | { type: 'next-route'; role: LegRole; route: number }
  | { type: 'answered-elsewhere'; person: string | null }
  | { type: 'connect-limit'; seconds: number }
  | { type: 'visitor-left' }
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
