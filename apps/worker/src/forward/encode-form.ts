import type { Charset, FormField } from '@ringback/submission';

import { encodeCharset } from './encode-charset.ts';

const PLAIN = /[A-Za-z0-9*\-._]/;

/** https://url.spec.whatwg.org/#concept-urlencoded-serializer, also in the charset of older sites. */
export function encodeForm(fields: readonly FormField[], charset: Charset): string {
  return fields.map(({ name, value }) => `${encodeText(name, charset)}=${encodeText(value, charset)}`).join('&');
}

function encodeText(text: string, charset: Charset): string {
  return Array.from(encodeCharset(text, charset), encodeByte).join('');
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === ' ') return '+';
  return PLAIN.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
