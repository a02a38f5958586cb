import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { createBreaker, QueueStoreAwayError, type Breaker } from './breaker.ts';

const WITHIN_MS = 300;
const AWAY_MS = 500;

const works = (): Promise<string> => Promise.resolve('done');
const fails = (): Promise<string> => Promise.reject(new Error('connection refused'));
const hangs = (): Promise<string> => new Promise(() => {});

let breaker: Breaker;
beforeEach(() => {
  jest.useFakeTimers();
  breaker = createBreaker({ withinMs: WITHIN_MS, awayMs: AWAY_MS });
});
afterEach(() => {
  jest.useRealTimers();
});

async function fail(): Promise<void> {
  await breaker(fails).catch(() => {});
}

describe('createBreaker', () => {
  it('gives what the work gives, and its failure as it is', async () => {
    expect(await breaker(works)).toBe('done');
    await expect(breaker(fails)).rejects.toThrow('connection refused');
  });

  it('waits for work no longer than its deadline', async () => {
    const result = breaker(hangs).catch((err: unknown) => err);
    await jest.advanceTimersByTimeAsync(WITHIN_MS);
    expect(await result).toBeInstanceOf(QueueStoreAwayError);
  });

  it('leaves no timer behind', async () => {
    await breaker(works);
    await fail();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not begin work while the store is known to be away', async () => {
    await fail();
    let begun = 0;
    const work = (): Promise<void> => Promise.resolve(void (begun += 1));
    await expect(breaker(work)).rejects.toBeInstanceOf(QueueStoreAwayError);
    expect(begun).toBe(0);
  });

  it('lets one try whether the store is back, with what goes with it, and refuses the others meanwhile', async () => {
    await fail();
    await jest.advanceTimersByTimeAsync(AWAY_MS);
    const { promise: answered, resolve: answer } = Promise.withResolvers<string>();
    const probe = breaker(() => answered);
    // A claim, and the job that goes with it.
    const joined = breaker(() => answered);
    await jest.advanceTimersByTimeAsync(1);
    await expect(breaker(works)).rejects.toBeInstanceOf(QueueStoreAwayError);
    answer('back');
    expect(await Promise.all([probe, joined])).toEqual(['back', 'back']);
    expect(await breaker(works)).toBe('done');
  });

  it('is away for as long again when the one that tried fails', async () => {
    await fail();
    await jest.advanceTimersByTimeAsync(AWAY_MS);
    await expect(breaker(fails)).rejects.toThrow('connection refused');
    await jest.advanceTimersByTimeAsync(AWAY_MS - 1);
    await expect(breaker(works)).rejects.toBeInstanceOf(QueueStoreAwayError);
    await jest.advanceTimersByTimeAsync(1);
    expect(await breaker(works)).toBe('done');
  });
});
