/** Time as the exchange feels it. Tests bring their own. */
export interface Timers {
  now: () => Date;
  /** Runs once after so many seconds of the exchange's time; what comes back calls it off. */
  after: (seconds: number, run: () => void) => () => void;
}

/** Real timers, each `scale` times as long as it says: 0.1 makes everything ten times as fast. */
export function createScaledTimers(scale: number): Timers & { close: () => void } {
  const pending = new Set<NodeJS.Timeout>();
  return {
    now: () => new Date(),
    after: (seconds, run) => {
      const timer = setTimeout(
        () => {
          pending.delete(timer);
          run();
        },
        seconds * 1000 * scale,
      );
      pending.add(timer);
      return () => {
        pending.delete(timer);
        clearTimeout(timer);
      };
    },
    close: () => {
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
