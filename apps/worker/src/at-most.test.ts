import { describe, expect, it } from '@jest/globals';

import { atMost } from './at-most.ts';

describe('atMost', () => {
  it('runs so many at a time, in their order, and is calm when nothing waits', async () => {
    const { run, calm } = atMost(2);
    const told: string[] = [];
    const gates = ['a', 'b', 'c'].map((name) => ({ name, ...Promise.withResolvers<void>() }));
    const runs = gates.map(({ name, promise }) =>
      run(async () => {
        told.push(name);
        await promise;
      }),
    );
    const calmed = calm().then(() => told.push('calm'));
    await Promise.resolve();
    expect(told).toEqual(['a', 'b']);
    gates[0]?.resolve();
    await runs[0];
    await calmed;
    expect(told).toEqual(['a', 'b', 'c', 'calm']);
    gates[1]?.resolve();
    gates[2]?.resolve();
    await Promise.all(runs);
    await calm();
  });

  it('gives the place on when a piece fails', async () => {
    const { run } = atMost(1);
    const failed = run(() => Promise.reject(new Error('no')));
    const next = run(() => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('done');
  });
});
