import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RECOGNISE_SETTINGS, packForm, parseForm, recogniseFormPhone } from '@ringback/submission';

import type { ReceivedFile } from './received-file.ts';
import { digestSubmission } from './submission-digest.ts';

const digest = (body: string, files: Partial<ReceivedFile>[] = [], widgetId = 'w'): string => {
  const form = parseForm({ query: '', contentType: undefined, body: Buffer.from(body) });
  const phone = recogniseFormPhone(form, DEFAULT_RECOGNISE_SETTINGS);
  const received = files.map((file) => ({
    field: 'f',
    name: 'a.txt',
    contentType: 'text/plain',
    bytes: 1,
    sha256: 'x',
    refusal: null,
    keep: () => Promise.resolve('key'),
    discard: () => Promise.resolve(),
    ...file,
  }));
  return digestSubmission('secret', widgetId, { form: packForm(form), phone, files: received });
};

describe('digestSubmission', () => {
  it('is the same for the same form, whatever its control parameters', () => {
    expect(digest('phone=89998886655&isSend&cookiesBasket=x')).toBe(digest('phone=89998886655&backUrl=y'));
    expect(digest('phone=89998886655', [{}])).toBe(digest('phone=89998886655', [{ contentType: 'image/png' }]));
  });

  it('differs with the widget, a field, or what a file holds', () => {
    const digests = [
      digest('phone=89998886655'),
      digest('phone=89998886655', [], 'other'),
      digest('phone=89998886655&a=1'),
      digest('phone=89998886655', [{}]),
      digest('phone=89998886655', [{ sha256: 'y' }]),
      digest('phone=89998886655', [{}, {}]),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
