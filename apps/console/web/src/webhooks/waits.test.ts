import { describe, expect, it } from '@jest/globals';

import { formatWaits, parseWaits } from './waits.ts';

describe('formatWaits', () => {
  it('writes each wait in its largest whole unit', () => {
    expect(formatWaits([0, 5, 90, 300, 7200, 86_400])).toBe('0s, 5s, 90s, 5m, 2h, 1d');
  });
});

describe('parseWaits', () => {
  it('reads what formatWaits has written, and seconds without a unit', () => {
    expect(parseWaits('0s, 5s, 90s, 5m, 2h, 1d')).toEqual([0, 5, 90, 300, 7200, 86_400]);
    expect(parseWaits('0, 7 s,1m')).toEqual([0, 7, 60]);
  });

  it('takes nothing for no schedule of its own', () => {
    expect(parseWaits('  ')).toBeNull();
  });

  it.each(['5 minutes', '1,,2', '-1s', '3d', '49h', Array(21).fill('1s').join(',')])('does not take %s', (text) => {
    expect(parseWaits(text)).toBe('wrong');
  });
});
