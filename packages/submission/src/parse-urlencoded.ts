import { isUtf8 } from 'node:buffer';

import { readEscape } from './decode-text.ts';
import type { FieldCollector } from './field-collector.ts';

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;
const NUL = 0;

/**
 * Reads `a=1&b=2`. A pair may lack its `=` or its name; only an empty pair, as after a trailing `&`, is nothing. Names and
 * values that are not UTF-8 are windows-1251, each for itself.
 */
export function parseUrlencoded(form: Buffer, collector: FieldCollector): void {
  const reader = new PartReader(form);
  const pairs: { name: Part; value: Part }[] = [];
  const { room } = collector;
  // One more than may be is enough for the collector to refuse the form, which may have a hundred thousand.
  while (!reader.isAtEnd && pairs.length <= room) {
    const name = reader.readPart(EQUALS);
    const hasValue = reader.skip(EQUALS);
    const value = hasValue ? reader.readPart() : NOTHING;
    reader.skip(AMPERSAND);
    if (hasValue || name.end > name.start) pairs.push({ name, value });
  }
  const text = reader.readCleanText();
  for (const { name, value } of pairs) {
    if (text === null) collector.addBytes(reader.bytesOf(name), reader.bytesOf(value));
    else collector.addClean(text.slice(name.textStart, name.textEnd), text.slice(value.textStart, value.textEnd));
  }
}

/** Where a name or a value stands: in the decoded bytes, and in the text that they are if they are UTF-8. */
interface Part {
  start: number;
  end: number;
  textStart: number;
  textEnd: number;
}

const NOTHING: Part = { start: 0, end: 0, textStart: 0, textEnd: 0 };

/**
 * Undoes the encoding of a form part by part, all of them into one buffer: parts of one text are made many times faster
 * than a text for each.
 */
class PartReader {
  readonly #form: Buffer;
  readonly #decoded: Buffer;
  #at = 0;
  #length = 0;
  #textLength = 0;

  constructor(form: Buffer) {
    this.#form = form;
    // A part is never longer than its encoded form, and a separator follows each.
    this.#decoded = Buffer.allocUnsafe(form.length + 1);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#form.length;
  }

  skip(byte: number): boolean {
    if (this.#form[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  /** Up to the next `&`, or what else ends it. Hand-made forms carry lone `%` and raw bytes: what is no escape stays. */
  readPart(endsToo = AMPERSAND): Part {
    const form = this.#form;
    const decoded = this.#decoded;
    let at = this.#at;
    let length = this.#length;
    let textLength = this.#textLength;
    for (; at < form.length; at++) {
      let byte = form[at] ?? 0;
      if (byte === AMPERSAND || byte === endsToo) break;
      if (byte === PLUS) {
        byte = SPACE;
      } else if (byte === PERCENT) {
        const escaped = readEscape(form, at);
        if (escaped !== null) at += 2;
        byte = escaped ?? PERCENT;
      }
      decoded[length++] = byte;
      textLength += charactersOf(byte);
    }
    const part = { start: this.#length, end: length, textStart: this.#textLength, textEnd: textLength };
    // So that no two parts become one character.
    decoded[length] = AMPERSAND;
    this.#at = at;
    this.#length = length + 1;
    this.#textLength = textLength + 1;
    return part;
  }

  bytesOf({ start, end }: Part): Buffer {
    return this.#decoded.subarray(start, end);
  }

  /** All parts as one text; null when they have to be looked at one by one. */
  readCleanText(): string | null {
    const decoded = this.#decoded.subarray(0, this.#length);
    return isUtf8(decoded) && !decoded.includes(NUL) ? decoded.toString('utf8') : null;
  }
}

/** How many UTF-16 units a byte of UTF-8 begins: those that go on with a character none, those of four bytes a pair. */
function charactersOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}
