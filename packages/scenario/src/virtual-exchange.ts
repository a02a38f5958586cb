import type { CallEffect, LegEvent } from './types.ts';

/** How the person at a phone behaves in a rehearsal. */
export interface LegBehaviour {
  does: 'answer' | 'not-answer' | 'decline' | 'be-busy' | 'be-unavailable' | 'fail' | 'be-a-machine';
  /** From the first ring to what they do. */
  afterSeconds: number;
  /** What a manager presses while the text is spoken, null: nothing. */
  key: string | null;
  keyAfterSeconds: number;
  /** From the answer until they hang up, null: never by themselves. */
  staysSeconds: number | null;
}

type DialLeg = Extract<CallEffect, { type: 'dial-leg' }>;

interface VirtualLeg {
  behaviour: LegBehaviour;
  answeredAt: Date | null;
  keyPressed: boolean;
}

interface Planned {
  at: number;
  callId: string;
  event: LegEvent;
}

const RINGS_AFTER_SECONDS = 1;
const PROMPT_SECONDS = 6;
const MACHINE_SECONDS = 2;

/** SIP-like codes of legs that nobody answers. */
const ENDS = {
  decline: { disposition: 'declined', code: 603 },
  'not-answer': { disposition: 'no-answer', code: 487 },
  'be-busy': { disposition: 'busy', code: 486 },
  'be-unavailable': { disposition: 'unavailable', code: 480 },
  fail: { disposition: 'failed', code: 503 },
} as const;

/** An exchange on a clock of its own: takes orders and says what would follow from them. */
export class VirtualExchange {
  readonly #behaviourOf: (dial: DialLeg) => LegBehaviour;
  readonly #legs = new Map<string, VirtualLeg>();
  #planned: Planned[] = [];

  constructor(behaviourOf: (dial: DialLeg) => LegBehaviour) {
    this.#behaviourOf = behaviourOf;
  }

  carryOut(effect: CallEffect, at: Date): void {
    switch (effect.type) {
      case 'dial-leg':
        this.#dial(effect, at);
        return;
      case 'play-prompt':
        this.#play(effect.callId, effect.playbackId, at);
        return;
      case 'hang-up':
        this.#legs.delete(effect.callId);
        this.#planned = this.#planned.filter(({ callId }) => callId !== effect.callId);
        return;
      case 'send-digits':
      case 'bridge-legs':
      case 'remove-bridge':
        return;
    }
  }

  /** When the next event happens, null when nothing is to come. */
  nextAt(): Date | null {
    const first = this.#planned[0];
    return first ? new Date(first.at) : null;
  }

  takeNext(): LegEvent | null {
    const planned = this.#planned.shift();
    if (!planned) return null;
    const leg = this.#legs.get(planned.callId);
    if (planned.event.type === 'leg-answered' && leg) leg.answeredAt = new Date(planned.at);
    if (planned.event.type === 'leg-ended') this.#legs.delete(planned.callId);
    return planned.event;
  }

  #dial(dial: DialLeg, at: Date): void {
    const { callId, ringTimeoutSeconds } = dial;
    const behaviour = this.#behaviourOf(dial);
    this.#legs.set(callId, { behaviour, answeredAt: null, keyPressed: false });
    const { does, afterSeconds, staysSeconds } = behaviour;
    const isRung = does !== 'be-busy' && does !== 'be-unavailable' && does !== 'fail';
    if (isRung) this.#plan(callId, at, RINGS_AFTER_SECONDS, { type: 'leg-ringing', callId });
    const isMissed = does === 'not-answer' || (isRung && RINGS_AFTER_SECONDS + afterSeconds >= ringTimeoutSeconds);
    if (isMissed) {
      this.#plan(callId, at, ringTimeoutSeconds, endOf(callId, 'not-answer'));
    } else if (does !== 'answer' && does !== 'be-a-machine') {
      this.#plan(callId, at, RINGS_AFTER_SECONDS + (isRung ? afterSeconds : 0), endOf(callId, does));
    } else {
      const answered = RINGS_AFTER_SECONDS + afterSeconds;
      this.#plan(callId, at, answered, { type: 'leg-answered', callId });
      if (does === 'be-a-machine')
        this.#plan(callId, at, answered + MACHINE_SECONDS, { type: 'machine-detected', callId });
      if (staysSeconds === null) return;
      const answeredAt = new Date(at.getTime() + answered * 1000).toISOString();
      const ended = { type: 'leg-ended', callId, disposition: 'answered', code: 200, cause: 16, answeredAt } as const;
      this.#plan(callId, at, answered + staysSeconds, ended);
    }
  }

  #play(callId: string, playbackId: string, at: Date): void {
    const leg = this.#legs.get(callId);
    if (!leg) return;
    // A new prompt cuts off the one before.
    this.#planned = this.#planned.filter(({ event }) => event.type !== 'prompt-finished' || event.callId !== callId);
    this.#plan(callId, at, PROMPT_SECONDS, { type: 'prompt-finished', callId, playbackId });
    const { key, keyAfterSeconds } = leg.behaviour;
    if (key === null || leg.keyPressed) return;
    leg.keyPressed = true;
    this.#plan(callId, at, keyAfterSeconds, { type: 'key-pressed', callId, key });
  }

  /** In the order of time; what happens at one moment happens in the order of the orders. */
  #plan(callId: string, from: Date, seconds: number, event: LegEvent): void {
    const at = from.getTime() + seconds * 1000;
    const place = this.#planned.findIndex((planned) => planned.at > at);
    this.#planned.splice(place === -1 ? this.#planned.length : place, 0, { at, callId, event });
  }
}

function endOf(callId: string, does: keyof typeof ENDS): LegEvent {
  return { type: 'leg-ended', callId, ...ENDS[does], cause: null, answeredAt: null };
}
