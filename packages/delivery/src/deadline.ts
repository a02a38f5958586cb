/** The end of the time that one try has. */
export interface Deadline {
  isPassed: () => boolean;
  /** Calls `cut` at the deadline, or at once when that has passed; instead of what was to be called before. */
  onPassed: (cut: (reason: Error) => void) => void;
  /** What the work comes to, or a rejection at the deadline: for work that can only be left behind. */
  race: <T>(work: Promise<T>) => Promise<T>;
  clear: () => void;
}

/** Lighter than an `AbortSignal`, which costs more than a signature. */
export function startDeadline(withinMs: number): Deadline {
  let passed: Error | null = null;
  let cut: ((reason: Error) => void) | null = null;
  const timer = setTimeout(() => {
    passed = new Error('the deadline has passed');
    cut?.(passed);
  }, withinMs);
  const onPassed: Deadline['onPassed'] = (next) => {
    cut = next;
    if (passed) next(passed);
  };
  return {
    isPassed: () => passed !== null,
    onPassed,
    race: (work) =>
      new Promise((resolve, reject) => {
        work.then(resolve, reject);
        onPassed(reject);
      }),
    clear: () => {
      clearTimeout(timer);
    },
  };
}
