import type { Readable } from 'node:stream';

/** How one leg ended, in the words of the API. `unknown` means that nobody can tell any more. */
export type Disposition =
  'answered' | 'busy' | 'no-answer' | 'declined' | 'unavailable' | 'failed' | 'machine' | 'cancelled' | 'unknown';

export interface DialRequest {
  /** Ours, unique for ever: the exchange knows the leg under this id, and a second dial under it is recognised there. */
  callId: string;
  /** E.164, or an internal number of the exchange. */
  number: string;
  ringTimeoutSeconds: number;
  /** The number shown to the person who is called. */
  callerId?: string;
  /** Which of the exchange's ways out is taken, from 0; another one after a fault of the carrier. */
  route?: number;
}

/** A text, which the driver has spoken; a line break is a pause. */
export interface SpokenPrompt {
  text: string;
  language: 'ru' | 'en';
}

/** What a person on a leg hears: a spoken text, or a sound that the exchange has under this name. */
export type Prompt = SpokenPrompt | { sound: string };

/**
 * What an exchange tells about our legs. At least once: an event may come late, twice, out of order, or before the
 * request that caused it returns. `at` is the holder's clock.
 */
export type TelephonyEvent =
  | { type: 'leg-ringing'; callId: string; at: Date }
  | { type: 'leg-answered'; callId: string; at: Date }
  | { type: 'machine-detected'; callId: string; at: Date }
  | { type: 'key-pressed'; callId: string; key: string; at: Date }
  | { type: 'prompt-finished'; callId: string; playbackId: string; at: Date }
  | {
      type: 'leg-ended';
      callId: string;
      at: Date;
      disposition: Disposition;
      /** SIP-like code of `statuses`: 200 when the leg had been answered. */
      code: number;
      /** Q.850 cause as the exchange gave it, null when it gave none. */
      cause: number | null;
      /**
       * When the driver first saw the leg answered, null only when it never was: a late or lost `leg-answered` does no
       * harm.
       */
      answeredAt: Date | null;
    };

export interface LiveCall {
  callId: string;
  state: 'dialing' | 'ringing' | 'answered';
}

export type LinkState = 'up' | 'lost' | 'replaced';

/** One exchange. A driver never retries: it says what happened and the caller decides. */
export interface Telephony {
  /**
   * Starts the leg. Resolves when the exchange has taken the order (also when it already knows the id), throws
   * `DialRefusedError` when it said no, `ExchangeUnreachableError` when nobody knows whether it got the order.
   */
  dial(request: DialRequest): Promise<void>;
  /**
   * Says a prompt to an answered leg, and cuts off what was being said there; `prompt-finished` follows for both. While
   * a prompt with this id is still played, it is not played again. A leg that has just gone is not an error.
   */
  play(callId: string, playbackId: string, prompt: Prompt): Promise<void>;
  /** Presses keys on an answered leg, to reach an extension. A leg that has just gone is not an error. */
  sendKeys(callId: string, keys: string, afterSeconds: number): Promise<void>;
  /** Joins two answered legs under our id; resolves false when one of them has just gone. */
  bridge(bridgeId: string, callIds: [string, string]): Promise<boolean>;
  /**
   * Records what is said in a bridge, under this name in the exchange's store, until the bridge is gone; resolves false
   * when it is gone already. To ask twice records once.
   */
  record(bridgeId: string, recordingName: string): Promise<boolean>;
  /**
   * What was recorded under this name, as a WAV, which the caller has to read or destroy. `live` while it is still being
   * recorded; null when the exchange has nothing under it.
   */
  openRecording(recordingName: string): Promise<Readable | 'live' | null>;
  /** Removes a recording from the exchange's store. One that is not there any more is not an error. */
  removeRecording(recordingName: string): Promise<void>;
  /** Ends a leg. A leg that is not there any more is not an error. */
  hangUp(callId: string, reason: 'normal' | 'answered-elsewhere'): Promise<void>;
  /** Removes a bridge. One that is not there any more is not an error. */
  removeBridge(bridgeId: string): Promise<void>;
  /** What is alive now, of our legs. */
  listLiveCalls(): Promise<LiveCall[]>;
  listBridges(): Promise<string[]>;
  close(): Promise<void>;
}

export interface TelephonyHandlers {
  onEvent: (event: TelephonyEvent) => void;
  /** `up`: events flow, dialling is allowed. `replaced`: another holder took the application over. */
  onLink: (state: LinkState) => void;
}

export class DialRefusedError extends Error {
  override readonly name = 'DialRefusedError';
  readonly callId: string;
  /** SIP-like code for the leg's status. */
  readonly code: number;

  constructor(callId: string, code: number, reason: string) {
    super(reason);
    this.callId = callId;
    this.code = code;
  }
}

export class ExchangeUnreachableError extends Error {
  override readonly name = 'ExchangeUnreachableError';
  /** True when the order certainly did not leave, so that it may be given again. */
  readonly neverSent: boolean;

  constructor(message: string, options: ErrorOptions & { neverSent?: boolean } = {}) {
    super(message, options);
    this.neverSent = options.neverSent ?? false;
  }
}
