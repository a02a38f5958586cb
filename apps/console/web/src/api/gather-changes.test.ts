import { describe, expect, it } from '@jest/globals';
import { gatherChanges } from './gather-changes.ts';

describe('gatherChanges', () => {
  it('hands over the first id at once, and what came meanwhile together, each id once', async () => {
    const flushed: string[][] = [];
    const releases: (() => void)[] = [];
    const changes = gatherChanges();
    const gather = (changed: string): void => {
      changes(changed, (ids) => {
        flushed.push([...ids]);
        return new Promise<void>((release) => releases.push(release));
      });
    };

    gather('a');
    gather('b');
    gather('c');
    gather('b');
    expect(flushed).toEqual([['a']]);

    releases.shift()?.();
    await Promise.resolve();
    expect(flushed).toEqual([['a'], ['b', 'c']]);

    releases.shift()?.();
    await Promise.resolve();
    gather('d');
    expect(flushed).toEqual([['a'], ['b', 'c'], ['d']]);
  });
});
