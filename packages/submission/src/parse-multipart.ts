import type { FieldCollector } from './field-collector.ts';
import { MalformedFormError } from './form-errors.ts';

const MAX_PART_HEADER_BYTES = 4096;
const END_OF_HEADERS = '\r\n\r\n';

// RFC 2046: one to seventy characters.
const BOUNDARY = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70})(?=[\s;]|$))/i;
const DISPOSITION = /^content-disposition:[ \t]*form-data[ \t]*(;.*)$/im;
// Browsers escape only quotes and line ends in names, as percent escapes; a backslash is a backslash.
const PARAMETER = /;[ \t]*([a-z*-]+)=(?:"([^"]*)"|([^;"\s]*))/gi;
const ESCAPED_IN_NAME = /%(22|0D|0A)/gi;

/**
 * Splits a complete `multipart/form-data` body in one pass. Files are left out. Lines end in CRLF and the closing
 * boundary must be there: a body without it was cut on its way.
 */
export function parseMultipart(contentType: string, body: Buffer, collector: FieldCollector): void {
  const boundary = BOUNDARY.exec(contentType);
  if (!boundary) throw new MalformedFormError('The multipart content type has no usable boundary.');
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2] ?? ''}`, 'latin1');
  let at = findFirstDelimiter(body, delimiter);
  while (!startsWith(body, '--', at)) {
    const start = skipLineEnd(body, at);
    const end = body.indexOf(delimiter, start - 2);
    if (end === -1) throw new MalformedFormError('The multipart body ends before its last boundary.');
    addPart(body.subarray(start, end), collector);
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

function addPart(part: Buffer, collector: FieldCollector): void {
  const headerEnd = part.indexOf(END_OF_HEADERS);
  if (headerEnd === -1) throw new MalformedFormError('A multipart part has no end of its headers.');
  if (headerEnd > MAX_PART_HEADER_BYTES) throw new MalformedFormError('A multipart part has too long headers.');
  const disposition = DISPOSITION.exec(part.toString('latin1', 0, headerEnd))?.[1];
  const parameters = readParameters(disposition ?? '');
  const name = parameters.get('name');
  if (name === undefined) throw new MalformedFormError('A multipart part has no field name.');
  if (parameters.has('filename') || parameters.has('filename*')) {
    collector.skip();
    return;
  }
  collector.addBytes(Buffer.from(name, 'latin1'), part.subarray(headerEnd + END_OF_HEADERS.length));
}

function readParameters(disposition: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of disposition.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, (quoted ?? bare).replace(ESCAPED_IN_NAME, unescape));
  }
  return parameters;
}

function unescape(escape: string): string {
  return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
}
