import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { generatedForm } from './generated-form.ts';
import { parseForm } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';

const RUNS = { numRuns: process.env['LONG'] === '1' ? 200_000 : 3000, seed: 20 };

describe('a generated form', () => {
  it('gives phone, name, form name and UTM marks, however it is built and sent', () => {
    fc.assert(
      fc.property(generatedForm, ({ query, contentType, body, phone, visitorName, formName, source }) => {
        const form = parseForm({ query, contentType, body });
        const submission = recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, { referer: null });
        expect({
          phone: submission.phone,
          visitorName: submission.visitorName,
          formName: submission.formName,
          source: submission.utm.source,
        }).toEqual({ phone, visitorName, formName, source });
      }),
      RUNS,
    );
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    '%00',
    '%2500',
    '%252B7',
    '%25D0%2590',
    '%ED%A0%80',
    '%F0%9F%98%80',
    '\\u0000',
    '\\ud83d',
    '\u0000',
    '9161234567',
    'Иван',
    ' ',
    '+',
    '|||',
    ':::',
    '^#^#',
    '=',
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const name = fc.constantFrom('phone', 'name', 'email', 'comment', 'form_name', 'data', 'agree', 'utm_source');
  const field = fc.tuple(fc.oneof(name, text), text);

  /** Every name and value of it, however deep. */
  function textsOf(value: unknown): string[] {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
  }

  it('becomes something that Postgres stores: no NUL, no half of a pair', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), fc.boolean(), text, text, (fields, isJson, basket, referer) => {
        const pairs = fields.map(([key, value]) => `${key}=${value}`).join('&');
        const json = `{${fields.map(([key, value]) => `"${key}":"${value.replaceAll('\0', '')}"`).join(',')}}`;
        const form = parseForm({
          query: `cookiesBasket=${Buffer.from(basket).toString('latin1')}`,
          contentType: isJson ? 'application/json' : 'application/x-www-form-urlencoded',
          body: Buffer.from(isJson ? json.replaceAll('\0', '') : pairs),
        });
        const latin1 = Buffer.from(`https://site.example/?utm_source=${referer}`).toString('latin1');
        const submission = recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, { referer: latin1 });
        expect(textsOf(submission).filter((each) => each.includes('\0') || !each.isWellFormed())).toEqual([]);
      }),
      RUNS,
    );
  });
});
