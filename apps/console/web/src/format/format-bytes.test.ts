import { describe, expect, it } from '@jest/globals';

import { formatBytes } from './format-bytes.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 byte'],
    [512, '512 byte'],
    [12_340, '12.3 kB'],
    [5_000_000, '5 MB'],
  ])('writes %i as %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });

  it('speaks Russian', () => {
    expect(formatBytes(5_230_000, 'ru').replace('\u00a0', ' ')).toBe('5,2 МБ');
  });
});
