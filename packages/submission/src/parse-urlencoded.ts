import { decodeUrlencoded } from './decode-text.ts';
import type { FieldCollector } from './field-collector.ts';

/**
 * Reads `a=1&b=2`, one character per byte. A pair may lack its `=` or its name; only an empty pair, as after a trailing
 * `&`, is nothing.
 */
export function parseUrlencoded(latin1: string, collector: FieldCollector): void {
  let start = 0;
  while (start < latin1.length) {
    const next = latin1.indexOf('&', start);
    const end = next === -1 ? latin1.length : next;
    if (end > start) addPair(latin1.slice(start, end), collector);
    start = end + 1;
  }
}

function addPair(pair: string, collector: FieldCollector): void {
  const equals = pair.indexOf('=');
  const name = equals === -1 ? pair : pair.slice(0, equals);
  const value = equals === -1 ? '' : pair.slice(equals + 1);
  collector.add(decodeUrlencoded(name), decodeUrlencoded(value));
}
