const SHARED_MS = 10_000;

/**
 * Callers that come while a reading is under way get that one, so that a store that hangs does not hold one for each. A
 * reading that takes too long is given up for lost.
 */
export function shareReading<T>(read: () => Promise<T>, now: () => number = () => performance.now()): () => Promise<T> {
  let underWay: { reading: Promise<T>; startedAt: number } | null = null;
  return () => {
    if (underWay && now() - underWay.startedAt < SHARED_MS) return underWay.reading;
    const mine = { reading: read(), startedAt: now() };
    underWay = mine;
    return mine.reading.finally(() => {
      if (underWay === mine) underWay = null;
    });
  };
}
