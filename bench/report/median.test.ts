import { describe, expect, it } from '@jest/globals';

import { spreadOf } from './median.ts';

describe('spreadOf', () => {
  it.each([
    [[3, 1, 2], 2, 0.5],
    [[4, 1, 2, 3], 2.5, 0.6],
    [[7], 7, 0],
  ])('finds the middle of %j and its distance from the outermost', (values, median, spread) => {
    expect(spreadOf(values)).toEqual({ median, spread });
  });
});
