import zones from './number-time-zones.json' with { type: 'json' };

/**
 * Prefix of numbers → zone; empty where a prefix has several. Google's libphonenumber (Apache License 2.0), file
 * resources/timezones/map_data.txt of July 2026, but for Kaliningrad and Saratov, whose clocks it does not follow, and
 * the mobile numbers of Russia, which it takes to be in Moscow.
 */
let zoneOfPrefix: ReadonlyMap<string, string> | null = null;

/**
 * The time zone of a number in E.164, null when the number does not tell: mobile numbers of Russia belong to a region,
 * but their prefixes do not say to which.
 */
export function findTimeZone(phone: string): string | null {
  zoneOfPrefix ??= new Map(
    Object.entries(zones).flatMap(([zone, prefixes]) => prefixes.split(' ').map((prefix) => [prefix, zone] as const)),
  );
  const digits = phone.slice(1);
  for (let length = Math.min(digits.length, 8); length > 0; length -= 1) {
    const zone = zoneOfPrefix.get(digits.slice(0, length));
    if (zone !== undefined) return zone === '' ? null : zone;
  }
  return null;
}
