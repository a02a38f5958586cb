import { EventEmitter } from 'node:events';

/** The end of the time that one try has. */
export interface Deadline {
  isPassed: () => boolean;
  /** What the work comes to, or a rejection at the deadline: for work that can only be left behind. */
  race: <T>(work: Promise<T>) => Promise<T>;
  /** Emits `abort`. Lighter than an `AbortSignal`, which costs more than a signature. */
  signal: EventEmitter;
  clear: () => void;
}

export function startDeadline(withinMs: number): Deadline {
  const signal = new EventEmitter();
  const { promise, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting.
  promise.catch(() => undefined);
  let passed = false;
  const timer = setTimeout(() => {
    passed = true;
    reject(new Error('the deadline has passed'));
    signal.emit('abort');
  }, withinMs);
  return {
    isPassed: () => passed,
    race: (work) => Promise.race([work, promise]),
    signal,
    clear: () => {
      clearTimeout(timer);
    },
  };
}
