const HOUR_MS = 3_600_000;

/** Counts per key in this process. Answers 0, or after `limit` in an hour for how many seconds to wait. */
export function createHourlyLimit(limit: number, now: () => Date): (key: string) => number {
  let hours = new Map<string, { from: number; taken: number }>();
  return (key) => {
    const at = now().getTime();
    const known = hours.get(key);
    const hour = known && at - known.from < HOUR_MS ? known : { from: at, taken: 0 };
    if (hour.taken >= limit) return Math.ceil((hour.from + HOUR_MS - at) / 1000);
    hour.taken += 1;
    hours.set(key, hour);
    if (hours.size > 1000) hours = new Map([...hours].filter(([, { from }]) => at - from < HOUR_MS));
    return 0;
  };
}
