import { isUtf8 } from 'node:buffer';

import type { FieldCollector } from './field-collector.ts';
import type { OnFile } from './file-part.ts';
import { MalformedFormError } from './form-errors.ts';
import { END_OF_HEADERS, readDelimiter, readPartHeaders } from './multipart-headers.ts';

/** How browsers write the headers of a field, unless its name holds what they escape. */
const PLAIN_HEADERS = /Content-Disposition: form-data; name="([^"%\r\n]*)"\r\n\r\n/y;

/**
 * Splits a complete `multipart/form-data` body in one pass. Lines end in CRLF and the closing boundary must be there: a
 * body without it was cut on its way. `MultipartReader` reads what is too large to wait for, by the same rules.
 *
 * The body is looked at as a text, and one that is not UTF-8 in all of its parts as one with a character for each byte:
 * dozens of small buffers would take longer to make than all of the reading.
 */
export function parseMultipart(contentType: string, body: Buffer, collector: FieldCollector, onFile: OnFile): void {
  const encoding = isUtf8(body) ? 'utf8' : 'latin1';
  const delimiter = readDelimiter(contentType).toString(encoding);
  const text = body.toString(encoding);
  let at = findFirstDelimiter(text, delimiter);
  while (!text.startsWith('--', at)) {
    const start = skipLineEnd(text, at);
    const end = text.indexOf(delimiter, start - 2);
    if (end === -1) throw new MalformedFormError('The multipart body ends before its last boundary.');
    PLAIN_HEADERS.lastIndex = start;
    const [headers, name] = PLAIN_HEADERS.exec(text) ?? [];
    const content = start + (headers?.length ?? 0);
    const isPlain = name !== undefined && content <= end;
    if (isPlain && encoding === 'utf8') collector.addText(name, text.slice(content, end));
    else addPart(Buffer.from(text.slice(start, end), encoding), collector, onFile);
    at = end + delimiter.length;
  }
}

function findFirstDelimiter(text: string, delimiter: string): number {
  const withoutLineEnd = delimiter.slice(2);
  if (text.startsWith(withoutLineEnd)) return withoutLineEnd.length;
  const at = text.indexOf(delimiter);
  if (at === -1) throw new MalformedFormError('The multipart body does not hold its boundary.');
  return at + delimiter.length;
}

function skipLineEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (!text.startsWith('\r\n', at)) throw new MalformedFormError('A multipart boundary does not end its line.');
  return at + 2;
}

function addPart(part: Buffer, collector: FieldCollector, onFile: OnFile): void {
  const headerEnd = part.indexOf(END_OF_HEADERS);
  if (headerEnd === -1) throw new MalformedFormError('A multipart part has no end of its headers.');
  const headers = readPartHeaders(part.subarray(0, headerEnd));
  const content = part.subarray(headerEnd + END_OF_HEADERS.length);
  if (headers.fileName === null) collector.addBytes(headers.name, content);
  else onFile({ ...collector.addFile(headers.name, headers.fileName, headers.contentType), content });
}
