import { describe, expect, it } from '@jest/globals';
import { formatClock, formatDay, formatFullTime, formatShortTime, isSameDay } from './format-time.ts';

const zone = 'Europe/Moscow';
const at = new Date('2026-11-22T21:03:07Z');

describe('formatShortTime', () => {
  it('is the time alone when the moment is on the same day in the zone of the reader', () => {
    expect(formatShortTime(at, new Date('2026-11-23T20:59:59Z'), 'en', zone)).toBe('00:03');
  });

  it('has the day when the moment is on another day of that zone', () => {
    expect(formatShortTime(at, new Date('2026-11-23T21:00:00Z'), 'en', zone)).toBe('23 Nov, 00:03');
  });

  it('has the year when the moment is in another year', () => {
    expect(formatShortTime(at, new Date('2027-01-02T00:00:00Z'), 'en', zone)).toBe('23 Nov 2026, 00:03');
  });
});

describe('isSameDay', () => {
  it('looks at the days of the zone, not of UTC', () => {
    expect(isSameDay(at, new Date('2026-11-22T20:00:00Z'), zone)).toBe(false);
    expect(isSameDay(at, new Date('2026-11-22T20:00:00Z'), 'UTC')).toBe(true);
  });
});

describe('formatClock, formatDay and formatFullTime', () => {
  it('say the moment in the language and the zone of the reader', () => {
    expect(formatClock(at, 'ru', zone)).toBe('00:03:07');
    expect(formatDay(at, 'ru', zone)).toBe('23 ноября');
    expect(formatFullTime(at, 'en', zone)).toBe('Monday, 23 November 2026 at 00:03:07 GMT+3');
  });
});
