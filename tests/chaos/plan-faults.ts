import { createRandom } from '@ringback/runtime';

export type Store = 'postgres' | 'redis';

export type FaultKind =
  | 'kill ingest'
  | 'kill worker'
  | 'kill both workers'
  | 'hang ingest'
  | 'hang worker'
  | 'kill redis'
  | 'hang redis'
  | 'wipe redis'
  | 'kill postgres'
  | 'kill a connection of postgres'
  | 'hang postgres'
  | 'cut the event socket'
  | 'kill everything';

export interface Fault {
  kind: FaultKind;
  /** Which of the two processes of a kind. */
  place: 0 | 1;
  /** How long until it is started or continued. */
  lastsMs: number;
  /** Whether the next fault waits until everything works again. */
  waits: boolean;
}

/** What may happen, as often as the numbers say among all faults. The wipe comes once, whatever the seed. */
const WEIGHTS: Record<Store, [FaultKind, number][]> = {
  postgres: [
    ['kill ingest', 3],
    ['kill worker', 5],
    ['kill both workers', 1],
    ['hang ingest', 1],
    ['hang worker', 3],
    ['kill postgres', 3],
    ['kill a connection of postgres', 1],
    ['hang postgres', 2],
    ['cut the event socket', 2],
    ['kill everything', 1],
  ],
  redis: [
    ['kill ingest', 3],
    ['kill worker', 5],
    ['kill both workers', 1],
    ['hang ingest', 1],
    ['hang worker', 3],
    ['kill redis', 3],
    ['hang redis', 2],
    ['kill postgres', 2],
    ['kill a connection of postgres', 1],
    ['hang postgres', 2],
    ['cut the event socket', 2],
    ['kill everything', 1],
  ],
};

const SHORTEST_MS = 300;
const LONGEST_KILL_MS = 1500;
const LONGEST_HANG_MS = 4000;

/** The faults of a run. They follow from the seed alone. */
export function planFaults(store: Store, seed: number, count: number): Fault[] {
  const random = createRandom(seed);
  const faults = Array.from({ length: count }, () => planFault(pickKind(WEIGHTS[store], random()), random));
  if (store === 'redis') faults.splice(Math.floor(count / 2), 1, planFault('wipe redis', random));
  return faults;
}

function planFault(kind: FaultKind, random: () => number): Fault {
  const longest = kind.startsWith('hang') ? LONGEST_HANG_MS : LONGEST_KILL_MS;
  return {
    kind,
    place: random() < 0.5 ? 0 : 1,
    lastsMs: Math.round(SHORTEST_MS + random() * (longest - SHORTEST_MS)),
    waits: random() < 0.6,
  };
}

function pickKind(weights: [FaultKind, number][], number: number): FaultKind {
  let left = number * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of weights) {
    left -= weight;
    if (left < 0) return kind;
  }
  throw new RangeError('a random number is less than 1');
}
