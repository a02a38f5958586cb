import { percentDecode } from './decode-text.ts';
import { MalformedFormError } from './form-errors.ts';

/** What the headers of a part say. Names are bytes: their charset is seen from them, as that of values. */
export interface PartHeaders {
  name: Buffer;
  /** Null: a field and not a file. */
  fileName: Buffer | null;
  contentType: string;
}

export const MAX_PART_HEADER_BYTES = 4096;
export const END_OF_HEADERS = '\r\n\r\n';

const UNKNOWN_TYPE = 'application/octet-stream';

// RFC 2046: one to seventy characters.
const BOUNDARY = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70})(?=[\s;]|$))/i;
const DISPOSITION = /^content-disposition:[ \t]*form-data[ \t]*(;.*)$/im;
const CONTENT_TYPE = /^content-type:[ \t]*([\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60})[ \t]*(?:;.*)?$/im;
// Browsers escape only quotes and line ends in names, as percent escapes; a backslash is a backslash.
const PARAMETER = /;[ \t]*([a-z*-]+)=(?:"([^"]*)"|([^;"\s]*))/gi;
const ESCAPED_IN_NAME = /%(22|0D|0A)/gi;

/** What stands before each part: a line end, two dashes and the boundary. */
export function readDelimiter(contentType: string): Buffer {
  const boundary = BOUNDARY.exec(contentType);
  if (!boundary) throw new MalformedFormError('The multipart content type has no usable boundary.');
  return Buffer.from(`\r\n--${boundary[1] ?? boundary[2] ?? ''}`, 'latin1');
}

export function readPartHeaders(headers: Buffer): PartHeaders {
  if (headers.length > MAX_PART_HEADER_BYTES) throw new MalformedFormError('A multipart part has too long headers.');
  const lines = headers.toString('latin1');
  const parameters = readParameters(DISPOSITION.exec(lines)?.[1] ?? '');
  const name = parameters.get('name');
  if (name === undefined) throw new MalformedFormError('A multipart part has no field name.');
  return {
    name: Buffer.from(name, 'latin1'),
    fileName: readFileName(parameters),
    contentType: CONTENT_TYPE.exec(lines)?.[1]?.toLowerCase() ?? UNKNOWN_TYPE,
  };
}

function readParameters(disposition: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of disposition.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, (quoted ?? bare).replace(ESCAPED_IN_NAME, unescape));
  }
  return parameters;
}

/** `filename*` is what some HTTP libraries send for names that are not ASCII: a charset, a language, percent escapes. */
function readFileName(parameters: Map<string, string>): Buffer | null {
  const extended = parameters.get('filename*');
  const plain = parameters.get('filename');
  if (extended === undefined) return plain === undefined ? null : Buffer.from(plain, 'latin1');
  return percentDecode(Buffer.from(extended.replace(/^[^']*'[^']*'/, ''), 'latin1'));
}

function unescape(escape: string): string {
  return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
}
