import { inGroups } from './in-groups.ts';

/** One group is read ahead while another is waited for. */
const LOADS_AT_ONCE = 2;

/** One statement for what is asked for while others are under way, each key once. Rejects for a key that is not there. */
export function createGroupedLoad<Key, Value>(
  load: (keys: Key[]) => Promise<(key: Key) => Value | undefined>,
): (key: Key) => Promise<Value> {
  const loadNext = inGroups(async (keys: Key[]) => {
    const find = await load([...new Set(keys)]);
    return keys.map((key) => ({ value: find(key) }));
  }, LOADS_AT_ONCE);
  return async (key) => {
    const { value } = await loadNext(key);
    if (value === undefined) throw new Error('a delivery has no lead');
    return value;
  };
}
