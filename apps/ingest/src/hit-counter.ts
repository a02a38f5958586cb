/** How often something came since its count began. */
interface Count {
  hits: number;
  /** Of them, those that the other processes have not been told of. */
  untold: number;
  endsAt: number;
}

export interface TakenHits {
  key: string;
  count: number;
}

export interface HitCounterOptions {
  windowMs: number;
  /** Beyond it the oldest counts are forgotten. */
  maxKeys: number;
  /** Milliseconds of a clock that never goes back. */
  clock: () => number;
}

/** Others are told of a key by tenths of its limit: each process can be off by that, and most keys are never told of. */
const TOLD_AT_ONCE = 0.1;

/** Counts hits in memory, to be told to other processes from time to time and corrected by what all have counted. */
export class HitCounter {
  readonly #options: HitCounterOptions;
  /** Counts that have begun since the last turn, and those of the turn before: older ones are over. */
  #young = new Map<string, Count>();
  #old = new Map<string, Count>();
  #turnsAt = 0;
  #due = new Set<string>();

  constructor(options: HitCounterOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** Counts a hit unless there were `limit` already; then, how many milliseconds it is until the count begins anew. */
  hit(key: string, limit: number): number | null {
    const now = this.#options.clock();
    const known = this.#find(key);
    const count = known && known.endsAt > now ? known : this.#begin(key, now);
    if (count.hits >= limit) return count.endsAt - now;
    count.hits += 1;
    count.untold += 1;
    if (count.untold >= limit * TOLD_AT_ONCE) this.#due.add(key);
    return null;
  }

  /** What the other processes should be told of, as of this moment. */
  takeDue(): TakenHits[] {
    if (this.#due.size === 0) return [];
    const taken: TakenHits[] = [];
    for (const key of this.#due) {
      const count = this.#find(key);
      if (!count) continue;
      taken.push({ key, count: count.untold });
      count.untold = 0;
    }
    this.#due = new Set();
    return taken;
  }

  /** What was taken could not be told. */
  giveBack({ key, count }: TakenHits): void {
    const own = this.#find(key);
    // The count may have begun anew in the meantime.
    if (own) own.untold = Math.min(own.hits, own.untold + count);
  }

  /** All processes together have counted `hits`, those that this one has told of among them. */
  learn(key: string, hits: number, endsInMs: number): void {
    const count = this.#find(key);
    if (!count) return;
    count.hits = hits + count.untold;
    count.endsAt = this.#options.clock() + endsInMs;
  }

  #find(key: string): Count | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  #begin(key: string, now: number): Count {
    const { windowMs, maxKeys } = this.#options;
    if (now >= this.#turnsAt || this.#young.size >= maxKeys / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#turnsAt = now + windowMs;
    }
    const count = { hits: 0, untold: 0, endsAt: now + windowMs };
    this.#young.set(key, count);
    return count;
  }
}
