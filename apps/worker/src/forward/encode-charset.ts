import type { Charset } from '@ringback/submission';

const WINDOWS_1251 = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte]),
);

/** A text in the charset of its form. What that does not have goes as `&#128512;`, as browsers send it. */
export function encodeCharset(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text);
  const bytes = Array.from(text).flatMap((character) => {
    const byte = WINDOWS_1251.get(character);
    return byte === undefined ? [...Buffer.from(`&#${String(character.codePointAt(0))};`)] : [byte];
  });
  return Buffer.from(bytes);
}
