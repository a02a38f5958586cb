import { createGroupCommit } from '@ringback/queue';

const MAX_GROUP = 256;

/** What comes while as many statements are under way as may be goes together with the next. */
export function inGroups<Item, Result>(
  write: (items: Item[]) => Promise<Result[]>,
  atOnce = 1,
): (item: Item) => Promise<Result> {
  return createGroupCommit({
    write,
    bytesOf: () => 0,
    maxItems: MAX_GROUP,
    maxBytes: 1,
    maxWrites: atOnce,
    patienceMs: 1000,
  });
}
