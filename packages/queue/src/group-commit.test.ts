import { setImmediate } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';
import { waitFor } from '@ringback/test-kit';

import { createGroupCommit, type GroupCommitOptions } from './group-commit.ts';

interface Write {
  items: string[];
  end: (results: string[]) => void;
  fail: (err: Error) => void;
}

/** A store whose writes end when the test says so. */
function openStore(options: Partial<GroupCommitOptions<string, string>> = {}): {
  writes: Write[];
  add: (item: string) => Promise<string>;
} {
  const writes: Write[] = [];
  const write = (items: string[]): Promise<string[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    writes.push({ items, end: resolve, fail: reject });
    return promise;
  };
  const limits = { maxItems: 64, maxBytes: 1000, maxWrites: 1, patienceMs: 2000 };
  const add = createGroupCommit({ write, bytesOf: ({ length }) => length, ...limits, ...options });
  return { writes, add };
}

/** Lets what has been settled be heard. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}

describe('createGroupCommit', () => {
  it('writes together what arrives in one turn of the event loop', async () => {
    const { writes, add } = openStore();
    const results = ['a', 'b'].map(add);
    await settle();
    expect(writes.map(({ items }) => items)).toEqual([['a', 'b']]);
    writes[0]?.end(['A', 'B']);
    expect(await Promise.all(results)).toEqual(['A', 'B']);
  });

  it('writes together what arrives while a write is under way, and gives each its own result', async () => {
    const { writes, add } = openStore();
    const first = add('a');
    await settle();
    const results = ['b', 'c'].map(add);
    await settle();
    expect(writes.map(({ items }) => items)).toEqual([['a']]);
    writes[0]?.end(['A']);
    await settle();
    expect(writes.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
    writes[1]?.end(['B', 'C']);
    expect(await Promise.all([first, ...results])).toEqual(['A', 'B', 'C']);
  });

  it('has as many writes under way as it may', async () => {
    const { writes, add } = openStore({ maxWrites: 2 });
    for (const item of ['a', 'b', 'c', 'd']) {
      void add(item);
      await settle();
    }
    expect(writes.map(({ items }) => items)).toEqual([['a'], ['b']]);
    writes[1]?.end(['B']);
    await settle();
    expect(writes.map(({ items }) => items)).toEqual([['a'], ['b'], ['c', 'd']]);
  });

  it('does not wait again when everything has been written', async () => {
    const { writes, add } = openStore();
    const first = add('a');
    await settle();
    writes[0]?.end(['A']);
    await first;
    void add('b');
    await settle();
    expect(writes).toHaveLength(2);
  });

  it.each([
    {
      bound: 'items',
      options: { maxItems: 2 },
      groups: [
        ['a', 'bb'],
        ['cc', 'dd'],
      ],
    },
    {
      bound: 'bytes',
      options: { maxBytes: 4 },
      groups: [
        ['a', 'bb'],
        ['cc', 'dd'],
      ],
    },
  ])('takes no more $bound into a group than it may', async ({ options, groups }) => {
    const { writes, add } = openStore(options);
    for (const item of ['a', 'bb', 'cc', 'dd']) void add(item);
    for (const [place, group] of groups.entries()) {
      await settle();
      writes[place]?.end(group);
    }
    await settle();
    expect(writes.map(({ items }) => items)).toEqual(groups);
  });

  it('takes an item that is larger than a group may be by itself', async () => {
    const { writes, add } = openStore({ maxBytes: 5 });
    for (const item of ['a', 'far too large', 'b']) void add(item);
    await settle();
    writes[0]?.end(['A']);
    await settle();
    expect(writes[1]?.items).toEqual(['far too large']);
  });

  it('fails those of a failed write and nobody else', async () => {
    const { writes, add } = openStore();
    const failed = Promise.allSettled(['b', 'c'].map(add));
    await settle();
    const late = add('d');
    writes[0]?.fail(new Error('no room'));
    await settle();
    writes[1]?.end(['D']);
    expect(await failed).toMatchObject([{ reason: { message: 'no room' } }, { reason: { message: 'no room' } }]);
    expect(await late).toBe('D');
  });

  it('fails an item that the write has no result for', async () => {
    const { writes, add } = openStore();
    const result = add('a');
    await settle();
    writes[0]?.end([]);
    await expect(result).rejects.toThrow('without a result');
  });

  it('does not wait for a write that takes too long, and still hears of its end', async () => {
    const { writes, add } = openStore({ patienceMs: 1 });
    const slow = add('a');
    await waitFor(() => writes[0]);
    const next = add('b');
    (await waitFor(() => writes[1])).end(['B']);
    expect(await next).toBe('B');
    writes[0]?.end(['A']);
    expect(await slow).toBe('A');
  });

  it('writes each item by itself and at once where a group is one item', () => {
    const { writes, add } = openStore({ maxItems: 1 });
    for (const item of ['a', 'b']) void add(item);
    expect(writes.map(({ items }) => items)).toEqual([['a'], ['b']]);
  });
});
