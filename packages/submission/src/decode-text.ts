import { isUtf8 } from 'node:buffer';

import type { Charset } from './submission.ts';

export interface DecodedText {
  text: string;
  charset: Charset;
}

const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

/** Means itself in a urlencoded form. */
const PLAIN = /^[\x20-\x24\x26-\x2a\x2c-\x7e]*$/;
const ASCII = /^[\x00-\x7f]*$/;

const windows1251 = new TextDecoder('windows-1251');

/** UTF-8 where the bytes are valid UTF-8, else windows-1251, which old sites send without saying so. */
export function decodeText(bytes: Buffer): DecodedText {
  return isUtf8(bytes)
    ? { text: bytes.toString('utf8'), charset: 'utf-8' }
    : { text: windows1251.decode(bytes), charset: 'windows-1251' };
}

/** The same of a text with one character for each byte. */
export function decodeLatin1(latin1: string): DecodedText {
  return ASCII.test(latin1) ? { text: latin1, charset: 'utf-8' } : decodeText(Buffer.from(latin1, 'latin1'));
}

/** A name or a value of a urlencoded form, one character per byte. */
export function decodeUrlencoded(latin1: string): DecodedText {
  if (PLAIN.test(latin1)) return { text: latin1, charset: 'utf-8' };
  return decodeValidUtf8(latin1) ?? decodeText(percentDecode(Buffer.from(latin1, 'latin1'), true));
}

/** What browsers send is ASCII with whole escapes of valid UTF-8, which the engine's own decoder reads faster. */
function decodeValidUtf8(latin1: string): DecodedText | null {
  if (!ASCII.test(latin1)) return null;
  try {
    return { text: decodeURIComponent(latin1.replaceAll('+', ' ')), charset: 'utf-8' };
  } catch {
    return null;
  }
}

/** Undoes percent-encoding. Hand-made forms carry lone `%` signs and raw bytes: what is no escape stays as it is. */
export function percentDecode(bytes: Buffer, plusIsSpace: boolean): Buffer {
  if (!bytes.includes(PERCENT) && !(plusIsSpace && bytes.includes(PLUS))) return bytes;
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at] ?? 0;
    if (byte === PERCENT) {
      const escaped = hexDigit(bytes[at + 1]) * 16 + hexDigit(bytes[at + 2]);
      if (!Number.isNaN(escaped)) {
        byte = escaped;
        at += 2;
      }
    } else if (byte === PLUS && plusIsSpace) {
      byte = SPACE;
    }
    decoded[length++] = byte;
  }
  return decoded.subarray(0, length);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return NaN;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : NaN;
}

/** Takes out what Postgres refuses in text and jsonb: NUL and halves of surrogate pairs. */
export function cleanText(text: string): string {
  const withoutNul = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return withoutNul.isWellFormed() ? withoutNul : withoutNul.toWellFormed();
}
