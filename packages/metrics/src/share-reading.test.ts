import { describe, expect, it } from '@jest/globals';

import { shareReading } from './share-reading.ts';

describe('shareReading', () => {
  it('reads once for callers who come at the same time, and again for later ones', async () => {
    let reads = 0;
    const read = shareReading(() => Promise.resolve((reads += 1)));
    expect(await Promise.all([read(), read()])).toEqual([1, 1]);
    expect(await read()).toBe(2);
  });

  it('hands a failure to its callers and to nobody after them', async () => {
    const answers = [Promise.reject(new Error('away')), Promise.resolve('here')];
    const read = shareReading(() => answers.shift() ?? Promise.resolve('nothing'));
    await expect(Promise.all([read(), read()])).rejects.toThrow('away');
    expect(await read()).toBe('here');
  });

  it('does not wait for ever for a reading that was lost', async () => {
    let now = 0;
    const answers = [new Promise<string>(() => {}), Promise.resolve('here')];
    const read = shareReading(
      () => answers.shift() ?? Promise.resolve('nothing'),
      () => now,
    );
    void read();
    now = 10_000;
    expect(await read()).toBe('here');
  });
});
