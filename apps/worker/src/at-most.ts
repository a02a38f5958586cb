export interface Turns {
  run: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Resolves when nothing waits for its turn. */
  calm: () => Promise<void>;
}

/** Runs work as it comes, so many pieces at a time; what is over it waits for its turn. */
export function atMost(limit: number): Turns {
  const waiting: (() => void)[] = [];
  const untilCalm: (() => void)[] = [];
  let running = 0;
  return {
    run: async (work) => {
      if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // Who comes next takes the place.
        if (next) next();
        else running -= 1;
        if (waiting.length === 0) for (const resolve of untilCalm.splice(0)) resolve();
      }
    },
    calm: () => (waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => untilCalm.push(resolve))),
  };
}
