import type { AriMessage } from './ari-message.ts';
import { findOutcome } from './hangup-code.ts';
import type { TelephonyEvent } from './port.ts';

interface LegMemory {
  hasRung: boolean;
  answeredAt: Date | null;
  isMachine: boolean;
  dialStatus: string | null;
  sipCode: number | null;
  wasOrdered: boolean;
  isTaken: boolean;
}

/** The second half of a `Local/` channel: the exchange's own side of a leg, under the leg's id and this ending. */
const FAR_HALF = ';2';
/** Asterisk's cause of a soft hang-up that a request of ours brought about. */
const CAUSE_OF_REQUEST = 32;
const CHANNEL_TARGET = 'channel:';
/** Of so many legs it is known that they have ended, so that a late event does not bring them back. */
const REMEMBERED_ENDS = 10_000;

/** Whether an id is that of a leg, and not of the exchange's own half of it. */
export function isLegId(channelId: string): boolean {
  return !channelId.includes(';');
}

/**
 * Turns the events of ARI into ours. Remembers of each leg what its end does not say: whether it rang, when it was
 * answered, how the dial went. It knows nothing of who dialled, so that it can follow a leg from its middle.
 */
export class AriEvents {
  readonly #legs = new Map<string, LegMemory>();
  readonly #ended = new Set<string>();

  read(message: AriMessage, at: Date): TelephonyEvent[] {
    if (message.type === 'PlaybackFinished') return readPlaybackFinished(message, at);
    if (!message.channel) return [];
    const { id } = message.channel;
    if (this.#ended.has(id.replace(FAR_HALF, ''))) return [];
    if (id.endsWith(FAR_HALF)) return this.#readMachine(message, id.slice(0, -FAR_HALF.length), at);
    return isLegId(id) ? this.#readLeg(message, id, message.channel.state, at) : [];
  }

  /** The legs that are remembered now. */
  known(): string[] {
    return [...this.#legs.keys()];
  }

  forget(callId: string): void {
    this.#legs.delete(callId);
  }

  #readLeg(message: AriMessage, callId: string, state: string, at: Date): TelephonyEvent[] {
    const leg = this.#recall(callId);
    if (state === 'Up') leg.answeredAt ??= at;
    switch (message.type) {
      case 'Dial':
        leg.dialStatus = message.dialStatus;
        return message.dialStatus === 'RINGING' ? readRinging(leg, callId, at) : [];
      case 'ChannelStateChange':
        return state === 'Ringing' ? readRinging(leg, callId, at) : [];
      // An answered leg takes commands from here on, not from the first `Up` on.
      case 'StasisStart':
        if (leg.isTaken) return [];
        leg.isTaken = true;
        return [{ type: 'leg-answered', callId, at: leg.answeredAt ?? at }];
      case 'ChannelDtmfReceived':
        return message.digit === null ? [] : [{ type: 'key-pressed', callId, key: message.digit, at }];
      case 'ChannelVarset':
        return this.#readMachine(message, callId, at);
      case 'ChannelHangupRequest':
        // Not from the end: there it is made up for a leg that nobody answered in time.
        leg.sipCode ??= message.techCause;
        leg.wasOrdered ||= message.isSoft && message.cause === CAUSE_OF_REQUEST;
        return [];
      case 'ChannelDestroyed':
        this.#legs.delete(callId);
        this.#rememberEnd(callId);
        return [readEnd(leg, callId, message.cause, at)];
      default:
        return [];
    }
  }

  #readMachine({ variable }: AriMessage, callId: string, at: Date): TelephonyEvent[] {
    if (variable?.name !== 'AMDSTATUS' || !variable.value.startsWith('MACHINE')) return [];
    const leg = this.#recall(callId);
    if (leg.isMachine) return [];
    leg.isMachine = true;
    return [{ type: 'machine-detected', callId, at }];
  }

  #recall(callId: string): LegMemory {
    const known = this.#legs.get(callId);
    if (known) return known;
    const leg = {
      hasRung: false,
      answeredAt: null,
      isMachine: false,
      dialStatus: null,
      sipCode: null,
      wasOrdered: false,
      isTaken: false,
    };
    this.#legs.set(callId, leg);
    return leg;
  }

  #rememberEnd(callId: string): void {
    this.#ended.add(callId);
    const [oldest] = this.#ended;
    if (this.#ended.size > REMEMBERED_ENDS && oldest !== undefined) this.#ended.delete(oldest);
  }
}

function readRinging(leg: LegMemory, callId: string, at: Date): TelephonyEvent[] {
  if (leg.hasRung) return [];
  leg.hasRung = true;
  return [{ type: 'leg-ringing', callId, at }];
}

function readEnd(leg: LegMemory, callId: string, cause: number | null, at: Date): TelephonyEvent {
  const { answeredAt } = leg;
  const ended = { type: 'leg-ended', callId, at, cause: cause === 0 ? null : cause, answeredAt } as const;
  if (answeredAt === null) return { ...ended, ...findOutcome({ ...leg, cause }) };
  return { ...ended, code: 200, disposition: leg.isMachine ? 'machine' : 'answered' };
}

function readPlaybackFinished({ playback }: AriMessage, at: Date): TelephonyEvent[] {
  if (!playback?.target.startsWith(CHANNEL_TARGET)) return [];
  const callId = playback.target.slice(CHANNEL_TARGET.length);
  return [{ type: 'prompt-finished', callId, playbackId: playback.id, at }];
}
