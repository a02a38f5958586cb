import { collectQuery } from './collect-query.ts';
import { toForm } from './to-form.ts';
import { decodeText } from './decode-text.ts';
import type { FieldCollector } from './field-collector.ts';
import type { OnFile } from './file-part.ts';
import { FormTooLargeError, MalformedFormError } from './form-errors.ts';
import { FORM_LIMITS, type FormLimits } from './form-limits.ts';
import { mediaTypeOf, MULTIPART } from './media-type.ts';
import { parseJson, readObject } from './parse-json.ts';
import { parseMultipart } from './parse-multipart.ts';
import { isPlainTextForm, parsePlainText } from './parse-plain-text.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';
import type { ParsedForm } from './submission.ts';

export interface FormRequest {
  /** What stands after `?`, one character per byte, as `node:http` gives it. */
  query: string;
  contentType: string | undefined;
  body: Buffer;
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const URLENCODED_TYPES = new Set(['', 'application/x-www-form-urlencoded', 'text/plain']);

/**
 * Reads the fields of query and body, in this order, and hands the files over. Throws `FormTooLargeError` over a limit
 * and `MalformedFormError` for a body that is no form; nothing else about a request is an error.
 */
export function parseForm(
  request: FormRequest,
  limits: FormLimits = FORM_LIMITS,
  onFile: OnFile = () => undefined,
): ParsedForm {
  if (request.body.length > limits.bodyBytes) {
    throw new FormTooLargeError(`The body is longer than ${limits.bodyBytes} bytes.`);
  }
  const collector = collectQuery(request.query, limits);
  parseBody(request.contentType ?? '', withoutBom(request.body), collector, onFile);
  return toForm(collector);
}

function withoutBom(body: Buffer): Buffer {
  return body.subarray(0, UTF8_BOM.length).equals(UTF8_BOM) ? body.subarray(UTF8_BOM.length) : body;
}

/** The content type is a hint: scripts send JSON as text, text as JSON, and urlencoded text under any name. */
function parseBody(contentType: string, body: Buffer, collector: FieldCollector, onFile: OnFile): void {
  if (body.length === 0) return;
  const type = mediaTypeOf(contentType);
  if (type === MULTIPART) {
    parseMultipart(contentType, body, collector, onFile);
  } else if (isJson(type, body)) {
    parseJson(decodeText(body).text, collector);
  } else if (type === 'text/plain' && isPlainTextForm(body.toString('latin1'))) {
    parsePlainText(decodeText(body), collector);
  } else if (URLENCODED_TYPES.has(type) || looksUrlencoded(body)) {
    parseUrlencoded(body, collector);
  } else {
    throw new MalformedFormError('The body is not a form that can be read.');
  }
}

function isJson(type: string, body: Buffer): boolean {
  const start = body.toString('latin1', 0, 64).trimStart()[0];
  if (type === 'application/json') return start === '{' || start === '[' || !looksUrlencoded(body);
  return (start === '{' || start === '[') && readObject(decodeText(body).text) !== null;
}

function looksUrlencoded(body: Buffer): boolean {
  return body.includes('=') && !body.toString('latin1', 0, 64).trimStart().startsWith('<');
}
