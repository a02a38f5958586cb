import { describe, expect, it } from '@jest/globals';

import { createLanes, type Lanes } from './lanes.ts';

interface Run {
  item: string;
  end: (widens: boolean) => void;
}

function open(options: { widest?: number; maxRunning?: number } = {}): { lanes: Lanes<string>; running: Run[] } {
  const running: Run[] = [];
  const lanes = createLanes<string>({
    run: (item) =>
      new Promise((resolve) => {
        const run: Run = {
          item,
          end: (widens) => {
            running.splice(running.indexOf(run), 1);
            resolve(widens);
          },
        };
        running.push(run);
      }),
    widest: () => options.widest ?? 3,
    maxWaiting: 4,
    maxRunning: options.maxRunning ?? 100,
  });
  return { lanes, running };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const items = (running: Run[]): string[] => running.map(({ item }) => item);

describe('createLanes', () => {
  it('begins narrow and is widened by each success, up to the widest', async () => {
    const { lanes, running } = open();
    for (const item of ['a', 'b', 'c', 'd', 'e', 'f']) expect(lanes.add('one', item)).toBe(true);
    expect(items(running)).toEqual(['a', 'b']);
    running[0]?.end(true);
    await settle();
    expect(items(running)).toEqual(['b', 'c', 'd']);
    running[0]?.end(true);
    await settle();
    expect(items(running)).toEqual(['c', 'd', 'e']);
  });

  it('is narrowed to one by a failure', async () => {
    const { lanes, running } = open();
    for (const item of ['a', 'b', 'c', 'd']) lanes.add('one', item);
    running[0]?.end(false);
    await settle();
    expect(items(running)).toEqual(['b']);
    running[0]?.end(false);
    await settle();
    expect(items(running)).toEqual(['c']);
  });

  it('takes no more than may wait', () => {
    const { lanes } = open();
    const taken = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((item) => lanes.add('one', item));
    expect(taken).toEqual([true, true, true, true, true, true, false]);
  });

  it('lets no lane wait for another', async () => {
    const { lanes, running } = open();
    for (const item of ['a', 'b', 'c', 'd']) lanes.add('dead', item);
    lanes.add('fast', 'x');
    expect(items(running)).toEqual(['a', 'b', 'x']);
    running[2]?.end(true);
    await settle();
    lanes.add('fast', 'y');
    expect(items(running)).toEqual(['a', 'b', 'y']);
  });

  it('goes on with a lane that was held up by all others together', async () => {
    const { lanes, running } = open({ maxRunning: 2 });
    lanes.add('one', 'a');
    lanes.add('two', 'b');
    lanes.add('three', 'c');
    expect(items(running)).toEqual(['a', 'b']);
    running[0]?.end(true);
    await settle();
    expect(items(running)).toEqual(['b', 'c']);
  });
});
