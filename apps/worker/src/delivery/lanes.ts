/** Work that waits in line for one host, so that a slow one is in nobody else's way. */
export interface Lanes<Item> {
  /** False when too much waits in this lane. */
  add: (lane: string, item: Item) => boolean;
}

export interface LanesOptions<Item> {
  /** Never rejects; answers whether the host can take more at a time. */
  run: (item: Item) => Promise<boolean>;
  /** Told of an item whose turn comes soon, so that what it needs can be read meanwhile. */
  onNear?: (item: Item) => void;
  /** The most that runs in one lane at a time. */
  widest: () => number;
  maxWaiting: number;
  maxRunning: number;
}

interface Lane<Item> {
  waiting: Item[];
  /** How many of those that wait are near. */
  near: number;
  running: number;
  width: number;
}

/** Nothing is known of a host at first. */
const FIRST_WIDTH = 2;
/** Up to so many times as many are near as may run; told of in groups, when half of that is left. */
const NEAR_TIMES = 4;

/**
 * Runs items lane by lane, each lane in its order. A lane begins narrow, is widened by each success and narrowed to one by
 * a failure: a host that is dead holds little of what all lanes share. When that is used up, lanes that have less than
 * their part come first, so that many hosts that are slow hold up no other either.
 */
export function createLanes<Item>(options: LanesOptions<Item>): Lanes<Item> {
  const { run, onNear = () => undefined, widest, maxWaiting, maxRunning } = options;
  // The one that was served last is the last of them.
  const lanes = new Map<string, Lane<Item>>();
  let running = 0;
  /** A lane could run more, were there room for it. */
  let isCrowded = false;

  const runOne = async (name: string, lane: Lane<Item>, item: Item): Promise<void> => {
    lane.running += 1;
    running += 1;
    const widens = await run(item);
    lane.running -= 1;
    running -= 1;
    lane.width = widens ? Math.min(lane.width + 1, widest()) : 1;
    lanes.delete(name);
    if (lane.running > 0 || lane.waiting.length > 0) lanes.set(name, lane);
    if (isCrowded) share();
    else fill(name, lane);
  };
  const fill = (name: string, lane: Lane<Item>, part = Infinity): void => {
    const most = Math.min(lane.width, widest(), part);
    while (lane.running < most && running < maxRunning) {
      const item = lane.waiting.shift();
      if (item === undefined) break;
      lane.near = Math.max(0, lane.near - 1);
      void runOne(name, lane, item);
    }
    isCrowded ||= running >= maxRunning && lane.waiting.length > 0;
    tellNear(lane);
  };
  const tellNear = (lane: Lane<Item>): void => {
    if (lane.near * 2 > NEAR_TIMES * lane.width) return;
    const nearest = lane.waiting.slice(lane.near, NEAR_TIMES * lane.width);
    lane.near += nearest.length;
    nearest.forEach(onNear);
  };
  const share = (): void => {
    const part = Math.max(1, Math.floor(maxRunning / lanes.size));
    isCrowded = false;
    for (const most of [part, Infinity]) {
      for (const [name, lane] of lanes) {
        fill(name, lane, most);
        // Others may wait behind it.
        isCrowded ||= running >= maxRunning;
        if (isCrowded) return;
      }
    }
  };

  return {
    add: (name, item) => {
      const lane = lanes.get(name) ?? { waiting: [], near: 0, running: 0, width: FIRST_WIDTH };
      if (lane.waiting.length >= maxWaiting) return false;
      lanes.set(name, lane);
      lane.waiting.push(item);
      fill(name, lane);
      return true;
    },
  };
}
