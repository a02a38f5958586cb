import { describe, expect, it } from '@jest/globals';

import { measureSkew } from './measure-skew.ts';

/** Our clock and theirs, which is `behindMs` behind ours; each answer takes the next of `roundTripsMs`. */
function openClocks(behindMs: number, roundTripsMs: number[]): [() => Promise<Date>, () => number] {
  let ours = Date.UTC(2026, 10, 20);
  let asked = 0;
  const readClock = (): Promise<Date> => {
    const half = (roundTripsMs[asked] ?? 0) / 2;
    asked += 1;
    ours += half;
    const theirs = new Date(ours - behindMs);
    ours += half;
    return Promise.resolve(theirs);
  };
  return [readClock, () => ours];
}

describe('measureSkew', () => {
  it('is positive when we are ahead, and the way there and back is not taken for skew', async () => {
    expect(await measureSkew(...openClocks(1500, [80, 80, 80]))).toEqual({ seconds: 1.5, uncertainSeconds: 0.04 });
  });

  it('is negative when we are behind', async () => {
    expect(await measureSkew(...openClocks(-2000, [10, 10, 10]))).toMatchObject({ seconds: -2 });
  });

  it('trusts the quickest answer', async () => {
    expect(await measureSkew(...openClocks(0, [400, 6, 90]))).toMatchObject({ uncertainSeconds: 0.003 });
  });
});
