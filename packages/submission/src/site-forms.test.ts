import { describe, expect, it } from '@jest/globals';

import { parseForm } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';
import { BITRIX_FORMS } from './site-forms/bitrix-forms.ts';
import { BUILDER_FORMS } from './site-forms/builder-forms.ts';
import { CMS_FORMS } from './site-forms/cms-forms.ts';
import { HAND_MADE_FORMS } from './site-forms/hand-made-forms.ts';
import { LANDING_FORMS } from './site-forms/landing-forms.ts';
import { QUESTION_FORMS } from './site-forms/question-forms.ts';
import { fieldsOf, type SiteForm } from './site-forms/site-form.ts';
import { WORDPRESS_FORMS } from './site-forms/wordpress-forms.ts';
import type { Submission } from './submission.ts';

const NOTHING = {
  phone: '+79998886655',
  visitorName: null,
  email: null,
  comment: null,
  formName: null,
  consent: null,
};

function recognise(contentType: string, body: Buffer): Submission {
  return recogniseSubmission(parseForm({ query: '', contentType, body }), DEFAULT_RECOGNISE_SETTINGS, {
    referer: null,
  });
}

function urlencoded(form: SiteForm): Buffer {
  return Buffer.from(new URLSearchParams(fieldsOf(form)).toString());
}

function multipart(form: SiteForm): Buffer {
  const parts = fieldsOf(form).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${parts.join('')}--b--\r\n`);
}

function partsOf({ phone, visitorName, email, comment, formName, recognised }: Submission): typeof NOTHING {
  const consent = recognised.consent?.field ?? null;
  return { phone, visitorName, email, comment, formName, consent } as typeof NOTHING;
}

describe.each([
  { system: 'Bitrix', forms: BITRIX_FORMS },
  { system: 'WordPress', forms: WORDPRESS_FORMS },
  { system: 'site builders', forms: BUILDER_FORMS },
  { system: 'other CMSs', forms: CMS_FORMS },
  { system: 'landing pages', forms: LANDING_FORMS },
  { system: 'hand-made forms', forms: HAND_MADE_FORMS },
  { system: 'quizzes and questionnaires', forms: QUESTION_FORMS },
])('a form of $system', ({ forms }) => {
  it.each(forms)('is understood: $form', (form) => {
    const expected = { ...NOTHING, ...form.read };
    expect(partsOf(recognise('application/x-www-form-urlencoded', urlencoded(form)))).toEqual(expected);
    expect(partsOf(recognise('multipart/form-data; boundary=b', multipart(form)))).toEqual(expected);
  });
});
