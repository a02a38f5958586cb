import { createRandom } from '@ringback/runtime';

import type { Timers } from './scaled-timers.ts';

/** What goes wrong on the way from the exchange to whoever listens. Shares are from 0 to 1. */
export interface Damage {
  lostShare: number;
  doubledShare: number;
  /** Delayed by a random part of the longest delay, each by its own: so the order is damaged too. */
  delayedShare: number;
  longestDelaySeconds: number;
  /** Every event comes so much later, in its order. */
  latenessSeconds: number;
  /** Answers to requests come so much later than what they brought about. */
  answerDelaySeconds: number;
  /** The event sockets are cut, on average so often; 0: never. */
  socketLivesSeconds: number;
}

const NO_DAMAGE: Damage = {
  lostShare: 0,
  doubledShare: 0,
  delayedShare: 0,
  longestDelaySeconds: 0,
  latenessSeconds: 0,
  answerDelaySeconds: 0,
  socketLivesSeconds: 0,
};

/** Damages a stream of events; what happens to which follows from the seed. */
export class EventDamage {
  readonly #timers: Timers;
  readonly #random: () => number;
  #damage: Damage = NO_DAMAGE;
  #callOffCut: () => void = () => undefined;

  constructor(timers: Timers, seed: number) {
    this.#timers = timers;
    this.#random = createRandom(seed);
  }

  get answerDelaySeconds(): number {
    return this.#damage.answerDelaySeconds;
  }

  /** From here on; what is not named does not happen. */
  set(damage: Partial<Damage>, cutSockets: () => void): void {
    this.#damage = { ...NO_DAMAGE, ...damage };
    this.#callOffCut();
    if (this.#damage.socketLivesSeconds > 0) this.#planCut(cutSockets);
  }

  /** Delivers once, twice, later or never. */
  pass(deliver: () => void): void {
    const { lostShare, doubledShare } = this.#damage;
    if (this.#happens(lostShare)) return;
    this.#deliver(deliver);
    if (this.#happens(doubledShare)) this.#deliver(deliver);
  }

  #deliver(deliver: () => void): void {
    const { delayedShare, longestDelaySeconds, latenessSeconds } = this.#damage;
    const own = this.#happens(delayedShare) ? this.#random() * longestDelaySeconds : 0;
    const seconds = latenessSeconds + own;
    if (seconds === 0) deliver();
    else this.#timers.after(seconds, deliver);
  }

  #planCut(cutSockets: () => void): void {
    const seconds = this.#damage.socketLivesSeconds * 2 * this.#random();
    this.#callOffCut = this.#timers.after(seconds, () => {
      cutSockets();
      this.#planCut(cutSockets);
    });
  }

  #happens(share: number): boolean {
    return share > 0 && this.#random() < share;
  }
}
