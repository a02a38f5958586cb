/** Sections of visit data: `{ current: { typ: 'utm', src: 'yandex' }, session: { pgs: '3' } }`. */
export type Visit = Record<string, Record<string, string>>;

// The basket has no escapes of its own, so a separator inside a value is percent-encoded as in a URL.
const SEPARATORS = /\|\|\||\^#\^#/g;

/** `name:::key=value|||key=value^#^#…`, not percent-encoded. */
export function writeBasket(visit: Visit): string {
  return Object.entries(visit)
    .map(([name, section]) => {
      const fields = Object.entries(section).map(
        ([key, value]) => `${key}=${value.replace(SEPARATORS, encodeURIComponent)}`,
      );
      return `${name}:::${fields.join('|||')}^#^#`;
    })
    .join('');
}
