import { inGroups } from './delivery/in-groups.ts';

type Answer<Result> = { value: Result | undefined } | { reason: unknown };

/**
 * One statement for what comes while another is under way; one result for each item, in their order. A group that fails
 * is repeated one by one: what is wrong with one must not fail its neighbours.
 */
export function grouped<Item, Result>(write: (items: Item[]) => Promise<Result[]>): (item: Item) => Promise<Result> {
  const alone = (item: Item): Promise<Answer<Result>> =>
    write([item]).then(
      ([value]) => ({ value }),
      (reason: unknown) => ({ reason }),
    );
  const enter = inGroups(async (items: Item[]): Promise<Answer<Result>[]> => {
    try {
      return (await write(items)).map((value) => ({ value }));
    } catch (reason) {
      return items.length === 1 ? [{ reason }] : Promise.all(items.map(alone));
    }
  });
  return async (item) => {
    const answer = await enter(item);
    if ('reason' in answer) throw answer.reason;
    if (answer.value === undefined) throw new Error('a statement left an item without a result');
    return answer.value;
  };
}
