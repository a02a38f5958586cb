import { describe, expect, it } from '@jest/globals';

import { parseRetryAfter } from './parse-retry-after.ts';

const now = new Date('2026-11-23T10:00:00.000Z');

describe('parseRetryAfter', () => {
  it.each([
    ['120', '2026-11-23T10:02:00.000Z'],
    [' 0 ', '2026-11-23T10:00:00.000Z'],
    ['Mon, 23 Nov 2026 11:30:00 GMT', '2026-11-23T11:30:00.000Z'],
  ])('reads %s', (header, at) => {
    expect(parseRetryAfter(header, now)?.toISOString()).toBe(at);
  });

  it('takes a date of the past as now', () => {
    expect(parseRetryAfter('Wed, 21 Oct 2015 07:28:00 GMT', now)).toEqual(now);
  });

  it.each(['86401', '99999999999999999999', '9'.repeat(400), 'Wed, 23 Nov 2044 10:00:00 GMT'])(
    'waits for a day at most, not for %s',
    (header) => {
      expect(parseRetryAfter(header, now)?.toISOString()).toBe('2026-11-24T10:00:00.000Z');
    },
  );

  it.each([null, '', '-5', '1.5', '1e3', 'soon', '2026-11-23', 'Mon, 99 Xyz 2026 11:30:00 GMT'])(
    'ignores %s',
    (header) => {
      expect(parseRetryAfter(header, now)).toBeNull();
    },
  );
});
