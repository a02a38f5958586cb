import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { parseForm } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';
import type { UtmMarks } from './submission.ts';

interface RecordedRequest {
  id: string;
  url: string;
  headers: { 'content-type'?: string; referer?: string };
  body: string;
  expected: Record<string, unknown>;
}

const requests: RecordedRequest[] = JSON.parse(
  readFileSync(new URL('./corpus/requests.json', import.meta.url), 'utf8'),
);

function readRecorded(request: RecordedRequest): Record<string, unknown> {
  const form = parseForm({
    query: /\?(.*)/s.exec(request.url)?.[1] ?? '',
    contentType: request.headers['content-type'],
    body: Buffer.from(request.body),
  });
  const referer = request.headers.referer ?? null;
  const submission = recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, { referer });
  return {
    accepted: true,
    callStarted: submission.phone !== null,
    widgetHash: submission.widgetHash,
    phone: submission.phone,
    name: submission.visitorName,
    formName: submission.formName,
    isSend: submission.isSend,
    backUrl: submission.backUrl,
    responseMethod: submission.responseMethod,
    isRedirect: submission.isRedirect,
    utm: givenMarks(submission.utm),
    sessionPage: submission.visit['session']?.['cpg'] ?? null,
  };
}

function givenMarks(utm: UtmMarks): Record<string, string> {
  return Object.fromEntries(Object.entries(utm).flatMap(([mark, value]) => (value ? [[`utm_${mark}`, value]] : [])));
}

describe('requests of real sites', () => {
  it.each<RecordedRequest>(requests)('understands $id', (request) => {
    expect(readRecorded(request)).toEqual(request.expected);
  });
});
