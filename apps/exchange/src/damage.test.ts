import { describe, expect, it } from '@jest/globals';

import { EventDamage, type Damage } from './damage.ts';
import { ManualTimers } from './recordings/manual-timers.ts';

/** What arrives of ten events that are sent at once, in the order in which it arrives. */
function passTen(damage: Partial<Damage>, seed = 1): number[] {
  const timers = new ManualTimers();
  const damaged = new EventDamage(timers, seed);
  const arrived: number[] = [];
  damaged.set(damage, () => undefined);
  for (let event = 0; event < 10; event += 1) damaged.pass(() => arrived.push(event));
  timers.advanceTo(10_000);
  return arrived;
}

const INTACT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('EventDamage', () => {
  it('lets everything through when nothing is named', () => {
    expect(passTen({})).toEqual(INTACT);
  });

  it('loses, doubles and delays what it is told to', () => {
    expect(passTen({ lostShare: 1 })).toEqual([]);
    expect(passTen({ doubledShare: 1 })).toEqual(INTACT.flatMap((event) => [event, event]));
    expect(passTen({ latenessSeconds: 5 })).toEqual(INTACT);
  });

  it('damages the order by delays that differ', () => {
    const arrived = passTen({ delayedShare: 1, longestDelaySeconds: 5 });
    expect(arrived).not.toEqual(INTACT);
    expect(arrived.toSorted()).toEqual(INTACT);
  });

  it('does the same again with the same seed, and something else with another', () => {
    const damage = { lostShare: 0.3, doubledShare: 0.3, delayedShare: 0.5, longestDelaySeconds: 5 };
    expect(passTen(damage, 7)).toEqual(passTen(damage, 7));
    expect(passTen(damage, 7)).not.toEqual(passTen(damage, 8));
  });

  it('cuts the sockets again and again until it is told otherwise', () => {
    const timers = new ManualTimers();
    const damaged = new EventDamage(timers, 1);
    let cuts = 0;
    damaged.set({ socketLivesSeconds: 1 }, () => (cuts += 1));
    timers.advanceTo(20_000);
    expect(cuts).toBeGreaterThan(5);
    damaged.set({}, () => undefined);
    const before = cuts;
    timers.advanceTo(60_000);
    expect(cuts).toBe(before);
  });
});
