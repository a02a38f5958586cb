import type { Charset, FormField } from '@ringback/submission';

import type { CarriedFile } from '../delivery/read-files.ts';
import { encodeCharset } from './encode-charset.ts';

const LINE_END = Buffer.from('\r\n');

/** https://html.spec.whatwg.org/#multipart-form-data, also in the charset of older sites. `boundary` is nobody's guess. */
export function encodeMultipart(
  fields: readonly FormField[],
  files: readonly CarriedFile[],
  charset: Charset,
  boundary: string,
): Buffer {
  const part = (headers: string, content: Buffer): Buffer =>
    Buffer.concat([encodeCharset(`--${boundary}\r\n${headers}\r\n\r\n`, charset), content, LINE_END]);
  return Buffer.concat([
    ...fields.map(({ name, value }) => part(disposition(name), encodeCharset(value, charset))),
    ...files.map(({ field, name, contentType, content }) =>
      part(`${disposition(field)}; filename="${escapeName(name)}"\r\nContent-Type: ${contentType}`, content),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

function disposition(name: string): string {
  return `Content-Disposition: form-data; name="${escapeName(name)}"`;
}

function escapeName(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
