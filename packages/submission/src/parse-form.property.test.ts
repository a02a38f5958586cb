import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cleanText } from './decode-text.ts';
import { FormError } from './form-errors.ts';
import { parseForm, type FormRequest } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';

const RUNS = { numRuns: 300, seed: 20 };

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('phone', 'name', '__proto__', 'a[]', 'isSend', 'widgetHash', 'cookiesBasket', ''),
);
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('+7 (999) 888-66-55', 'current:::typ=utm|||src=x^#^#', 'undefined', '%', '%3A%3A%3A'),
);
const fields = fc.array(fc.tuple(name, value), { maxLength: 20 });

const CONTROL = new Set(['issend', 'widgethash', 'cookiesbasket']);
const isOwn = ([fieldName]: [string, string]): boolean => !CONTROL.has(cleanText(fieldName).trim().toLowerCase());

const garbage = fc.record({
  query: fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  contentType: fc.constantFrom(
    undefined,
    'application/json',
    'multipart/form-data; boundary=b',
    'text/plain',
    'image/png',
  ),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(
      fc.constantFrom('--b', '\r\n', '--', 'Content-Disposition: form-data; name="a"', '=', '&', '{"a":', '}', '%'),
    ),
  ),
});

function toBuffer(body: Uint8Array | string[]): Buffer {
  return Array.isArray(body) ? Buffer.from(body.join('')) : Buffer.from(body);
}

function understand(request: FormRequest): void {
  recogniseSubmission(parseForm(request), DEFAULT_RECOGNISE_SETTINGS, { referer: request.query });
}

describe('parseForm and recogniseSubmission', () => {
  it('lose and change no field of any form', () => {
    fc.assert(
      fc.property(fields, (sent) => {
        const body = Buffer.from(new URLSearchParams(sent).toString());
        const form = parseForm({ query: '', contentType: undefined, body });
        const own = sent.filter(isOwn);
        expect(form.fields.map((field) => [field.name, field.value])).toEqual(own.map((pair) => pair.map(cleanText)));
      }),
      RUNS,
    );
  });

  it('throw nothing but their own errors, whatever comes', () => {
    fc.assert(
      fc.property(garbage, ({ query, contentType, body }) => {
        try {
          understand({ query, contentType, body: toBuffer(body) });
        } catch (err) {
          expect(err).toBeInstanceOf(FormError);
        }
      }),
      RUNS,
    );
  });
});
