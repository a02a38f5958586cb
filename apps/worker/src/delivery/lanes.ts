/** Work that waits in line for one host, so that a slow one is in nobody else's way. */
export interface Lanes<Item> {
  /** False when too much waits in this lane. */
  add: (lane: string, item: Item) => boolean;
}

export interface LanesOptions<Item> {
  /** Never rejects; answers whether the host can take more at a time. */
  run: (item: Item) => Promise<boolean>;
  /** The most that runs in one lane at a time. */
  widest: () => number;
  maxWaiting: number;
  maxRunning: number;
}

interface Lane<Item> {
  waiting: Item[];
  running: number;
  width: number;
}

/** Nothing is known of a host at first. */
const FIRST_WIDTH = 2;

/**
 * Runs items lane by lane, each lane in its order. A lane begins narrow, is widened by each success and narrowed to one by
 * a failure: a host that is dead holds little of what all lanes share.
 */
export function createLanes<Item>({ run, widest, maxWaiting, maxRunning }: LanesOptions<Item>): Lanes<Item> {
  const lanes = new Map<string, Lane<Item>>();
  let running = 0;

  const runOne = async (name: string, lane: Lane<Item>, item: Item): Promise<void> => {
    lane.running += 1;
    running += 1;
    const widens = await run(item);
    lane.running -= 1;
    running -= 1;
    lane.width = widens ? Math.min(lane.width + 1, widest()) : 1;
    if (lane.running === 0 && lane.waiting.length === 0) lanes.delete(name);
    fill(name, lane);
    if (running < maxRunning) fillOthers();
  };
  const fill = (name: string, lane: Lane<Item>): void => {
    while (running < maxRunning && lane.running < Math.min(lane.width, widest())) {
      const item = lane.waiting.shift();
      if (item === undefined) return;
      void runOne(name, lane, item);
    }
  };
  let hasCrowded = false;
  const fillOthers = (): void => {
    if (!hasCrowded) return;
    hasCrowded = false;
    for (const [name, lane] of lanes) fill(name, lane);
  };

  return {
    add: (name, item) => {
      const lane = lanes.get(name) ?? { waiting: [], running: 0, width: FIRST_WIDTH };
      if (lane.waiting.length >= maxWaiting) return false;
      lanes.set(name, lane);
      lane.waiting.push(item);
      hasCrowded ||= running >= maxRunning;
      fill(name, lane);
      return true;
    },
  };
}
