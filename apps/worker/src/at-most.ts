/** Runs work as it comes, so many pieces at a time; what is over it waits for its turn. */
export function atMost(limit: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Who comes next takes the place.
      if (next) next();
      else running -= 1;
    }
  };
}
