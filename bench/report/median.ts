/** The middle of the values, and how far the outermost lie from it, as a share of it. */
export interface Spread {
  median: number;
  spread: number;
}

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  const outermost = Math.max(...sorted.map((value) => Math.abs(value - median)), 0);
  return { median, spread: median === 0 ? 0 : outermost / median };
}
