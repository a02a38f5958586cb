import { isUtf8 } from 'node:buffer';
import { finished } from 'node:stream/promises';

import { Busboy } from '@fastify/busboy';

export interface FormField {
  name: string;
  value: string;
}

/** A body that is no form, with the HTTP status to answer. */
class UnreadableFormError extends Error {
  override readonly name = 'UnreadableFormError';
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

const MAX_FIELDS = 1000;
const URLENCODED_TYPES = ['', 'application/x-www-form-urlencoded', 'text/plain'];

const windows1251 = new TextDecoder('windows-1251');

/**
 * Reads a form's fields, order and repeats kept, in UTF-8 or windows-1251. The demo site stands for the website of a
 * client, so it does not read forms by the code it is the witness of.
 */
export async function readForm(contentType: string | undefined, body: Buffer): Promise<FormField[]> {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') return readMultipart(contentType ?? '', body);
  if (URLENCODED_TYPES.includes(type)) return readUrlencoded(body.toString('latin1'), contentType);
  throw new UnreadableFormError(415, 'The handler of the demo site reads forms only.');
}

/** `text` has one character per byte, as in a URL that `node:http` gives. */
export function readUrlencoded(text: string, contentType?: string): FormField[] {
  const isWindows1251 = /charset="?(windows-|cp-?)1251/i.test(contentType ?? '');
  const decode = (encoded: string): string => decodeBytes(percentDecode(encoded), isWindows1251);
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > MAX_FIELDS) throw new UnreadableFormError(413, 'The form has too many fields.');
  return pairs.map((pair) => {
    const equals = pair.indexOf('=');
    return equals === -1
      ? { name: decode(pair), value: '' }
      : { name: decode(pair.slice(0, equals)), value: decode(pair.slice(equals + 1)) };
  });
}

async function readMultipart(contentType: string, body: Buffer): Promise<FormField[]> {
  const fields: FormField[] = [];
  try {
    const parser = new Busboy({ headers: { 'content-type': contentType }, defCharset: 'latin1' });
    // Values are read as a character a byte and decoded like those of every other form; names come decoded.
    parser.on('field', (name, value) => fields.push({ name, value: decodeBytes(value, false) }));
    parser.on('file', (name, file, filename) => {
      file.resume();
      fields.push({ name, value: filename });
    });
    parser.end(body);
    await finished(parser);
  } catch (err) {
    throw new UnreadableFormError(400, `The multipart body cannot be read: ${String(err)}`);
  }
  return fields;
}

function percentDecode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_escape, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function decodeBytes(text: string, isWindows1251: boolean): string {
  const bytes = Buffer.from(text, 'latin1');
  return isWindows1251 || !isUtf8(bytes) ? windows1251.decode(bytes) : bytes.toString('utf8');
}
