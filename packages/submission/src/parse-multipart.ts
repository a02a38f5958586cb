import type { FieldCollector } from './field-collector.ts';
import type { OnFile } from './file-part.ts';
import { MalformedFormError } from './form-errors.ts';
import { END_OF_HEADERS, readDelimiter, readPartHeaders } from './multipart-headers.ts';

/**
 * Splits a complete `multipart/form-data` body in one pass. Lines end in CRLF and the closing boundary must be there: a
 * body without it was cut on its way. `MultipartReader` reads what is too large to wait for, by the same rules.
 */
export function parseMultipart(contentType: string, body: Buffer, collector: FieldCollector, onFile: OnFile): void {
  const delimiter = readDelimiter(contentType);
  let at = findFirstDelimiter(body, delimiter);
  while (!startsWith(body, '--', at)) {
    const start = skipLineEnd(body, at);
    const end = body.indexOf(delimiter, start - 2);
    if (end === -1) throw new MalformedFormError('The multipart body ends before its last boundary.');
    addPart(body.subarray(start, end), collector, onFile);
    at = end + delimiter.length;
  }
}

function findFirstDelimiter(body: Buffer, delimiter: Buffer): number {
  const withoutLineEnd = delimiter.subarray(2);
  if (body.subarray(0, withoutLineEnd.length).equals(withoutLineEnd)) return withoutLineEnd.length;
  const at = body.indexOf(delimiter);
  if (at === -1) throw new MalformedFormError('The multipart body does not hold its boundary.');
  return at + delimiter.length;
}

function skipLineEnd(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at++;
  if (!startsWith(body, '\r\n', at)) throw new MalformedFormError('A multipart boundary does not end its line.');
  return at + 2;
}

function startsWith(body: Buffer, text: string, at: number): boolean {
  return body.toString('latin1', at, at + text.length) === text;
}

function addPart(part: Buffer, collector: FieldCollector, onFile: OnFile): void {
  const headerEnd = part.indexOf(END_OF_HEADERS);
  if (headerEnd === -1) throw new MalformedFormError('A multipart part has no end of its headers.');
  const headers = readPartHeaders(part.subarray(0, headerEnd));
  const content = part.subarray(headerEnd + END_OF_HEADERS.length);
  if (headers.fileName === null) collector.addBytes(headers.name, content);
  else onFile({ ...collector.addFile(headers.name, headers.fileName, headers.contentType), content });
}
