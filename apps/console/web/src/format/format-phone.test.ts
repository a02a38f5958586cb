import { describe, expect, it } from '@jest/globals';
import { formatPhone } from './format-phone.ts';

describe('formatPhone', () => {
  it('puts a Russian number in its usual groups', () => {
    expect(formatPhone('+79161234567')).toBe('+7 916 123-45-67');
  });

  it.each(['101', '+442071838750', '+7916123456', ''])('leaves "%s" as it is', (phone) => {
    expect(formatPhone(phone)).toBe(phone);
  });
});
