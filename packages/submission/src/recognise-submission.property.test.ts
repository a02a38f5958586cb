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
