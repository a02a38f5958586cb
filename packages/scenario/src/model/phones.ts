import assert from 'node:assert/strict';

import type { CallEffect, LegEvent } from '../types.ts';

type DialLeg = Extract<CallEffect, { type: 'dial-leg' }>;

/** One dialled phone, as the exchange knows it. */
export interface LivePhone {
  dial: DialLeg;
  rang: boolean;
  answeredAt: string | null;
  /** What is being said to the person. */
  playbackId: string | null;
}

/** The phones behind all exchanges, which are the witness: they know what has really rung. */
export class Phones {
  readonly live = new Map<string, LivePhone>();
  readonly bridges = new Set<string>();
  readonly #dialed = new Set<string>();
  readonly #rings = new Set<string>();
  readonly answered = new Set<string>();

  dial(dial: DialLeg): void {
    assert.ok(!this.#dialed.has(dial.callId), `${dial.callId} is dialled once`);
    this.#dialed.add(dial.callId);
    this.live.set(dial.callId, { dial, rang: false, answeredAt: null, playbackId: null });
    const { number, role, lines } = dial;
    const same = [...this.live.values()].filter((leg) => leg.dial.number === number && leg.dial.role === role);
    assert.ok(same.length <= lines, `${number} has ${lines} live legs at most`);
  }

  /** The phone rings: once in an attempt of a lead. */
  ring(callId: string): LegEvent | null {
    const leg = this.live.get(callId);
    if (!leg || leg.rang) return null;
    leg.rang = true;
    const occasion = `${/^.*-a\d+/.exec(callId)?.[0]} ${leg.dial.number}`;
    assert.ok(!this.#rings.has(occasion), `${occasion} rings once`);
    this.#rings.add(occasion);
    return { type: 'leg-ringing', callId };
  }

  /** Nobody who answers stays on a line to which nobody listens. */
  answer(callId: string, at: Date, isHeard: boolean): LegEvent | null {
    const leg = this.live.get(callId);
    if (!leg || leg.answeredAt !== null) return null;
    this.ring(callId);
    if (!isHeard) {
      this.live.delete(callId);
      return null;
    }
    leg.answeredAt = at.toISOString();
    this.answered.add(callId);
    return { type: 'leg-answered', callId };
  }

  /** What the person does who has answered. */
  act(callId: string, what: 'machine' | 'listen' | { key: string }): LegEvent | null {
    const leg = this.live.get(callId);
    if (!leg || leg.answeredAt === null) return null;
    if (what === 'machine') return { type: 'machine-detected', callId };
    if (typeof what === 'object') return { type: 'key-pressed', callId, key: what.key };
    if (leg.playbackId === null) return null;
    const { playbackId } = leg;
    leg.playbackId = null;
    return { type: 'prompt-finished', callId, playbackId };
  }

  /** A carrier fails before the phone rings, or not at all. */
  end(callId: string, code: number, disposition = 'failed'): LegEvent | null {
    const leg = this.live.get(callId);
    if (!leg || (leg.rang && code >= 500 && code < 600)) return null;
    this.live.delete(callId);
    const { answeredAt } = leg;
    const ended = { type: 'leg-ended', callId, cause: null, answeredAt } as const;
    return answeredAt === null
      ? { ...ended, disposition, code }
      : { ...ended, disposition: disposition === 'machine' ? 'machine' : 'answered', code: 200 };
  }

  play(callId: string, playbackId: string): void {
    const leg = this.live.get(callId);
    if (leg?.answeredAt) leg.playbackId = playbackId;
  }

  /** The exchange is started anew: nobody is on the line any more, and nothing tells of it. */
  forgetAll(exchange: string): void {
    for (const [callId, { dial }] of this.live) if (dial.exchange === exchange) this.live.delete(callId);
    this.bridges.clear();
  }
}
