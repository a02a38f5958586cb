import { createGroupCommit } from '@ringback/queue';

const MAX_GROUP = 256;

/** What comes while a statement is under way goes together with the next. */
export function inGroups<Item, Result>(write: (items: Item[]) => Promise<Result[]>): (item: Item) => Promise<Result> {
  return createGroupCommit({
    write,
    bytesOf: () => 0,
    maxItems: MAX_GROUP,
    maxBytes: 1,
    maxWrites: 1,
    patienceMs: 1000,
  });
}
