import { describe, expect, it } from '@jest/globals';

import { findTimeZone } from './find-time-zone.ts';
import zones from './number-time-zones.json' with { type: 'json' };

describe('findTimeZone', () => {
  it.each([
    ['+74951234567', 'Europe/Moscow'],
    ['+74012123456', 'Europe/Kaliningrad'],
    ['+78452123456', 'Europe/Saratov'],
    ['+73432123456', 'Asia/Yekaterinburg'],
    ['+73832123456', 'Asia/Novosibirsk'],
    ['+74232123456', 'Asia/Vladivostok'],
    ['+74152123456', 'Asia/Kamchatka'],
    ['+12125550123', 'America/New_York'],
    ['+4930123456', 'Europe/Berlin'],
  ])('knows the zone of %s', (phone, zone) => {
    expect(findTimeZone(phone)).toBe(zone);
  });

  it.each(['+79161234567', '+78001234567', '+999', '+'])('does not guess where %s is', (phone) => {
    expect(findTimeZone(phone)).toBeNull();
  });

  it('names only zones that exist', () => {
    for (const zone of Object.keys(zones))
      if (zone !== '') expect(() => new Temporal.ZonedDateTime(0n, zone)).not.toThrow();
  });
});
