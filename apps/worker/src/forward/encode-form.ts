import type { Charset, FormField } from '@ringback/submission';

const PLAIN = /[A-Za-z0-9*\-._]/;

/** https://url.spec.whatwg.org/#concept-urlencoded-serializer, also in the charset of older sites. */
export function encodeForm(fields: readonly FormField[], charset: Charset): string {
  return fields.map(({ name, value }) => `${encodeText(name, charset)}=${encodeText(value, charset)}`).join('&');
}

function encodeText(text: string, charset: Charset): string {
  const bytes = charset === 'windows-1251' ? toWindows1251(text) : Buffer.from(text);
  return Array.from(bytes, encodeByte).join('');
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === ' ') return '+';
  return PLAIN.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

const WINDOWS_1251 = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte]),
);

// A character that the charset does not have goes as `&#128512;`, as browsers send it.
function toWindows1251(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const byte = WINDOWS_1251.get(character);
    return byte === undefined ? [...Buffer.from(`&#${String(character.codePointAt(0))};`)] : [byte];
  });
}
