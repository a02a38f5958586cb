import type { Charset, FormField } from '@ringback/submission';

import type { CarriedFile } from '../delivery/read-files.ts';
import { encodeForm } from './encode-form.ts';
import { encodeMultipart } from './encode-multipart.ts';

export interface Forward {
  /** `backUrl`, resolved and checked. */
  url: URL;
  method: 'POST' | 'GET';
  fields: readonly FormField[];
  charset: Charset;
  /** With a method that has a body only. */
  files: readonly CarriedFile[];
  /** Between the parts of a form with files: nobody can guess it. */
  boundary: string;
}

export interface ForwardRequest {
  url: string;
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  body: Buffer | string | undefined;
}

/** The form as the browser itself would have sent it to `backUrl`: same names, values, order, repeats and charset. */
export function buildForwardRequest({ url, method, fields, charset, files, boundary }: Forward): ForwardRequest {
  if (method === 'POST' && files.length > 0) {
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    return { url: url.href, method, headers, body: encodeMultipart(fields, files, charset, boundary) };
  }
  const form = encodeForm(fields, charset);
  if (method === 'POST') {
    // No charset parameter: browsers send none, and some handlers answer 415 to one that they do not know.
    return { url: url.href, method, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
  }
  const target = new URL(url);
  target.search = [url.search.slice(1), form].filter((part) => part !== '').join('&');
  return { url: target.href, method, headers: {}, body: undefined };
}
