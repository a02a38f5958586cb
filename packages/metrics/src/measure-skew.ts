export interface Skew {
  /** Positive: this process is ahead. */
  seconds: number;
  /** By how much the measurement may be wrong: half of the way there and back. */
  uncertainSeconds: number;
}

const TRIES = 3;

/** How far our clock is from another; the quickest of a few answers counts. */
export async function measureSkew(readClock: () => Promise<Date>, now: () => number = Date.now): Promise<Skew> {
  let best: Skew | null = null;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = now();
    const theirs = (await readClock()).getTime();
    const after = now();
    const skew = { seconds: ((before + after) / 2 - theirs) / 1000, uncertainSeconds: (after - before) / 2 / 1000 };
    if (best === null || skew.uncertainSeconds < best.uncertainSeconds) best = skew;
  }
  return best ?? { seconds: 0, uncertainSeconds: Infinity };
}
