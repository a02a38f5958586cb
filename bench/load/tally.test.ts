import { describe, expect, it } from '@jest/globals';

import { readLatencies } from './tally.ts';

describe('readLatencies', () => {
  it('takes the smallest time that this share of all does not exceed', () => {
    const times = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(readLatencies(times)).toEqual({ p50: 50, p90: 90, p99: 99, max: 100 });
  });
});
