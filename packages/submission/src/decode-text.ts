import { isUtf8 } from 'node:buffer';

import type { Charset } from './submission.ts';

export interface DecodedText {
  text: string;
  charset: Charset;
}

const PERCENT = 0x25;

const NO_DIGIT = 255;
/** The value of each byte as a hexadecimal digit. */
const HEX_DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

const windows1251 = new TextDecoder('windows-1251');

/** UTF-8 where the bytes are valid UTF-8, else windows-1251, which old sites send without saying so. */
export function decodeText(bytes: Buffer): DecodedText {
  return isUtf8(bytes)
    ? { text: bytes.toString('utf8'), charset: 'utf-8' }
    : { text: windows1251.decode(bytes), charset: 'windows-1251' };
}

/** Undoes percent-encoding. Hand-made forms carry lone `%` signs and raw bytes: what is no escape stays as it is. */
export function percentDecode(bytes: Buffer): Buffer {
  if (!bytes.includes(PERCENT)) return bytes;
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const escaped = readEscape(bytes, at);
    if (escaped !== null) at += 2;
    decoded[length++] = escaped ?? bytes[at] ?? 0;
  }
  return decoded.subarray(0, length);
}

/** The byte that `%` and two digits at this place stand for, or null. */
export function readEscape(bytes: Buffer, at: number): number | null {
  if (bytes[at] !== PERCENT) return null;
  const high = HEX_DIGITS[bytes[at + 1] ?? 0] ?? NO_DIGIT;
  const low = HEX_DIGITS[bytes[at + 2] ?? 0] ?? NO_DIGIT;
  return high === NO_DIGIT || low === NO_DIGIT ? null : high * 16 + low;
}

/** Takes out what Postgres refuses in text and jsonb: NUL and halves of surrogate pairs. */
export function cleanText(text: string): string {
  const withoutNul = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return withoutNul.isWellFormed() ? withoutNul : withoutNul.toWellFormed();
}
