import { describe, expect, it } from '@jest/globals';
import { formatDuration } from './format-duration.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [120, '120 ms'],
    [999.6, '1 s'],
    [1_000, '1 s'],
    [1_240, '1.2 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_499, '59 s'],
    [59_500, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_720_000, '1 h 02 min'],
    [-5, '0 ms'],
  ])('says %d milliseconds as "%s"', (durationMs, text) => {
    expect(formatDuration(durationMs, 'en')).toBe(text);
  });

  it('uses the units and the decimal comma of Russian', () => {
    expect(formatDuration(1_500, 'ru')).toBe('1,5 с');
    expect(formatDuration(73_000, 'ru')).toBe('1 мин 13 с');
  });
});
