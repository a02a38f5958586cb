import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { createReadAhead } from './read-ahead.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function open() {
  let reads = 0;
  return createReadAhead(() => {
    reads += 1;
    return reads === 3 ? Promise.reject(new Error('away')) : Promise.resolve(reads);
  });
}

describe('createReadAhead', () => {
  it('gives what was read ahead, to the subject that it was read for', async () => {
    const { read, ahead } = open();
    const subject = { id: 'a' };
    ahead(subject);
    expect(await read({ id: 'a' })).toBe(2);
    expect(await read(subject)).toBe(1);
  });

  it('reads again what was read more than a second ago', async () => {
    const { read, ahead } = open();
    const subject = {};
    ahead(subject);
    jest.advanceTimersByTime(999);
    expect(await read(subject)).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await read(subject)).toBe(2);
  });

  it('tells a failure to whoever reads, and to nobody else', async () => {
    const { read, ahead } = open();
    ahead({});
    ahead({});
    const subject = {};
    ahead(subject);
    await expect(read(subject)).rejects.toThrow('away');
  });
});
