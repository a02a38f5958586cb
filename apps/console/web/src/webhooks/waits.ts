const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const LARGEST_FIRST = ['d', 'h', 'm'] as const;
const MAX_WAITS = 20;
const LONGEST_SECONDS = 172_800;

/** `0s, 5s, 5m, 2h` */
export function formatWaits(seconds: readonly number[]): string {
  return seconds.map(formatWait).join(', ');
}

function formatWait(seconds: number): string {
  const unit = LARGEST_FIRST.find((one) => seconds > 0 && seconds % SECONDS[one] === 0) ?? 's';
  return `${seconds / SECONDS[unit]}${unit}`;
}

/** Null for nothing, `wrong` for what is no list of waits. */
export function parseWaits(text: string): number[] | null | 'wrong' {
  if (text.trim() === '') return null;
  const waits = text.split(',').map((part) => parseWait(part.trim()));
  const known = waits.filter((wait) => wait !== null);
  return known.length < waits.length || known.length > MAX_WAITS ? 'wrong' : known;
}

function parseWait(text: string): number | null {
  const [, digits, unit = 's'] = /^(\d{1,6}(?:\.\d{1,3})?) ?([smhd]?)$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const seconds = Number(digits) * SECONDS[unit === '' ? 's' : (unit as keyof typeof SECONDS)];
  return seconds <= LONGEST_SECONDS ? seconds : null;
}
