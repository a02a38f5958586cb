import { describe, expect, it } from '@jest/globals';

import { createLanes, type Lanes } from './lanes.ts';

interface Run {
  item: string;
  end: (widens: boolean) => void;
}

interface Opened {
  lanes: Lanes<string>;
  running: Run[];
  near: string[];
}

function open(options: { widest?: number; maxRunning?: number; maxWaiting?: number } = {}): Opened {
  const running: Run[] = [];
  const near: string[] = [];
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
    onNear: (item) => near.push(item),
    widest: () => options.widest ?? 3,
    maxWaiting: options.maxWaiting ?? 4,
    maxRunning: options.maxRunning ?? 100,
  });
  return { lanes, running, near };
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

  it('comes to each of the lanes that were held up, and not only to the first of them', async () => {
    const { lanes, running } = open({ widest: 1, maxRunning: 1 });
    lanes.add('one', 'a');
    for (const name of ['two', 'three', 'four']) lanes.add(name, `item of ${name}`);
    const ran: string[] = [];
    for (let [run] = running; run; [run] = running) {
      ran.push(run.item);
      run.end(true);
      await settle();
    }
    expect(ran).toEqual(['a', 'item of two', 'item of three', 'item of four']);
  });

  it('gives the room that becomes free to lanes that have less than their part of it', async () => {
    const { lanes, running } = open({ widest: 4, maxRunning: 4, maxWaiting: 20 });
    const end = async (item: string): Promise<void> => {
      running.find((run) => run.item === item)?.end(true);
      await settle();
    };
    for (const item of ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9']) lanes.add('slow', item);
    await end('s1');
    await end('s2');
    expect(items(running)).toEqual(['s3', 's4', 's5', 's6']);
    for (const item of ['f1', 'f2', 'f3']) lanes.add('fast', item);
    await end('s3');
    await end('s4');
    expect(items(running)).toEqual(['s5', 's6', 'f1', 'f2']);
    await end('f1');
    expect(items(running)).toEqual(['s5', 's6', 'f2', 'f3']);
    await end('f2');
    expect(items(running)).toEqual(['s5', 's6', 'f3', 's7']);
  });

  it('tells of each item that waits before its turn comes, once, and not of all that wait', async () => {
    const { lanes, running, near } = open({ widest: 2, maxWaiting: 100 });
    const all = Array.from({ length: 30 }, (_, index) => `item ${String(index)}`);
    for (const item of all) lanes.add('one', item);
    expect(near).toEqual(all.slice(2, 7));
    for (let ended = 0; ended < all.length; ended += 1) {
      const [run] = running;
      if (ended >= 2) expect(near).toContain(run?.item);
      run?.end(true);
      await settle();
    }
    expect(near).toEqual(all.slice(2));
  });
});
