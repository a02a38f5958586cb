import { percentDecode } from './decode-text.ts';
import type { FieldCollector } from './field-collector.ts';

const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/** Reads `a=1&b=2`. A pair may lack its `=` or its name; only an empty pair, as after a trailing `&`, is nothing. */
export function parseUrlencoded(bytes: Buffer, collector: FieldCollector): void {
  let start = 0;
  while (start < bytes.length) {
    const next = bytes.indexOf(AMPERSAND, start);
    const end = next === -1 ? bytes.length : next;
    if (end > start) addPair(bytes.subarray(start, end), collector);
    start = end + 1;
  }
}

function addPair(pair: Buffer, collector: FieldCollector): void {
  const equals = pair.indexOf(EQUALS);
  const name = equals === -1 ? pair : pair.subarray(0, equals);
  const value = equals === -1 ? pair.subarray(pair.length) : pair.subarray(equals + 1);
  collector.addBytes(percentDecode(name, true), percentDecode(value, true));
}
