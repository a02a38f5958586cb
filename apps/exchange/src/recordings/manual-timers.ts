import type { Timers } from '../scaled-timers.ts';

interface Plan {
  atMs: number;
  run: () => void;
}

/** Timers whose time goes on only when the test says so. */
export class ManualTimers implements Timers {
  #nowMs = 0;
  #plans: Plan[] = [];

  now(): Date {
    return new Date(this.#nowMs);
  }

  after(seconds: number, run: () => void): () => void {
    const plan = { atMs: this.#nowMs + seconds * 1000, run };
    this.#plans.push(plan);
    return () => {
      this.#plans = this.#plans.filter((other) => other !== plan);
    };
  }

  /** Runs everything that is due until then, in the order in which it is due. */
  advanceTo(untilMs: number): void {
    for (;;) {
      const [next] = this.#plans.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      this.#plans = this.#plans.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }
}
