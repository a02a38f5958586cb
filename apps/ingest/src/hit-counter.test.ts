import { beforeEach, describe, expect, it } from '@jest/globals';

import { HitCounter } from './hit-counter.ts';

const WINDOW_MS = 60_000;

let now: number;
let counter: HitCounter;
beforeEach(() => {
  now = 1_000_000;
  counter = new HitCounter({ windowMs: WINDOW_MS, maxKeys: 100, clock: () => now });
});

function hitTimes(times: number, key = 'a', limit = 20): (number | null)[] {
  return Array.from({ length: times }, () => counter.hit(key, limit));
}

describe('HitCounter', () => {
  it('lets as many hits pass as the limit says, and tells how long the others have to wait', () => {
    expect(hitTimes(20)).toEqual(Array(20).fill(null));
    now += 15_000;
    expect(hitTimes(2)).toEqual([45_000, 45_000]);
  });

  it('begins anew when the window has passed, however many were refused in it', () => {
    hitTimes(50);
    now += WINDOW_MS;
    expect(hitTimes(20)).toEqual(Array(20).fill(null));
    expect(counter.hit('a', 20)).toBe(WINDOW_MS);
  });

  it('counts each key for itself', () => {
    hitTimes(20, 'a');
    expect(counter.hit('b', 20)).toBeNull();
  });

  it('has something to tell when a tenth of the limit has come, and not before', () => {
    hitTimes(1);
    expect(counter.takeDue()).toEqual([]);
    hitTimes(1);
    expect(counter.takeDue()).toEqual([{ key: 'a', count: 2 }]);
    expect(counter.takeDue()).toEqual([]);
  });

  it('tells of every hit where the limit is small', () => {
    counter.hit('a', 3);
    expect(counter.takeDue()).toEqual([{ key: 'a', count: 1 }]);
  });

  it('refuses what all processes together have had too many of', () => {
    hitTimes(2);
    const [taken] = counter.takeDue();
    hitTimes(1);
    counter.learn(taken?.key ?? '', 19, 5000);
    expect(hitTimes(1)).toEqual([5000]);
  });

  it('tells again of what could not be told, but not of hits before the count began anew', () => {
    hitTimes(4);
    counter.takeDue().forEach((taken) => counter.giveBack(taken));
    hitTimes(1);
    const [taken] = counter.takeDue();
    expect(taken).toEqual({ key: 'a', count: 5 });
    now += WINDOW_MS;
    hitTimes(1);
    counter.giveBack({ key: 'a', count: 5 });
    hitTimes(1);
    expect(counter.takeDue()).toEqual([{ key: 'a', count: 2 }]);
  });

  it('forgets the oldest keys when there are too many', () => {
    for (let key = 0; key < 10_000; key += 1) counter.hit(`k${key}`, 20);
    expect(counter.size).toBeLessThanOrEqual(100);
    expect(counter.size).toBeGreaterThan(50);
  });

  it('remembers a count until its window has passed, and forgets it within another', () => {
    for (let key = 0; key < 40; key += 1) counter.hit(`k${key}`, 1);
    now += WINDOW_MS / 2;
    counter.hit('late', 1);
    now += WINDOW_MS / 2;
    counter.hit('next', 1);
    expect(counter.hit('late', 1)).toBe(WINDOW_MS / 2);
    now += WINDOW_MS;
    counter.hit('last', 1);
    expect(counter.size).toBe(2);
  });
});
