import { setImmediate } from 'node:timers/promises';

export interface GroupCommitOptions<Item, Result> {
  /** Writes a group at once; one result for each item, in their order. */
  write: (items: Item[]) => Promise<Result[]>;
  bytesOf: (item: Item) => number;
  /** 1 switches grouping off: one write for each item. */
  maxItems: number;
  maxBytes: number;
  /** So many writes may be under way at once. */
  maxWrites: number;
  /** A write that takes longer is not waited for by those behind it. */
  patienceMs: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

/**
 * Items that arrive in one turn of the event loop leave together. Those that arrive while as many writes are under way as
 * may be wait, and leave together when one ends. Each caller gets the result of its own item, and a failed write is the failure of its items only.
 */
export function createGroupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
): (item: Item) => Promise<Result> {
  const { write, maxItems, maxWrites, patienceMs } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let writing = 0;

  const commit = async (group: Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await write(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('a write left an item without a result'));
        else resolve(result);
      });
    } catch (err) {
      for (const { reject } of group) reject(err);
    }
  };

  const drain = async (): Promise<void> => {
    await setImmediate();
    while (waiting.length > 0) await atMost(patienceMs, commit(takeGroup(waiting, options)));
    writing -= 1;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      const entry = { item, resolve, reject };
      if (maxItems === 1) {
        void commit([entry]);
        return;
      }
      waiting.push(entry);
      if (writing === maxWrites) return;
      writing += 1;
      void drain();
    });
}

/** Waits for the work, but no longer than that. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const { promise: passed, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    resolve(undefined);
  }, ms);
  await Promise.race([work, passed]);
  clearTimeout(timer);
}

function takeGroup<Item, Result>(
  waiting: Waiting<Item, Result>[],
  { bytesOf, maxItems, maxBytes }: GroupCommitOptions<Item, Result>,
): Waiting<Item, Result>[] {
  let bytes = 0;
  let count = 0;
  for (const { item } of waiting) {
    bytes += bytesOf(item);
    // One item is always taken, however large.
    if (count === maxItems || (count > 0 && bytes > maxBytes)) break;
    count += 1;
  }
  return waiting.splice(0, count);
}
