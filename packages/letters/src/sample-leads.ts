import type { Language, LetterKind } from '@ringback/scenario';

import type { LetterLead } from './letter.ts';

const NOTHING = { type: null, source: null, medium: null, campaign: null, content: null, term: null };

const RECORDING = {
  attempt: 1,
  startedAt: '2026-11-23T10:00:20.000Z',
  state: 'recorded',
  bytes: null,
  url: '/api/v1/leads/00000000-0000-7000-8000-000000000000/recordings/1',
} as const;

const WORDS = {
  ru: { name: 'Иван Петров', form: 'Обратный звонок', comment: 'Позвоните, пожалуйста,\nпосле обеда', size: 'Размер' },
  en: { name: 'Mary Smith', form: 'Call me back', comment: 'Please call\nin the afternoon', size: 'Size' },
};

/** A lead as it often comes, for a preview and for a test letter. */
export function buildSampleLead(kind: LetterKind, language: Language): LetterLead {
  const { name, form, comment, size } = WORDS[language];
  const phone = language === 'ru' ? '+79161234567' : '+12125550123';
  return {
    id: '00000000-0000-7000-8000-000000000000',
    receivedAt: '2026-11-23T10:00:00.000Z',
    widgetName: 'shop.example',
    phone,
    phoneRaw: phone,
    visitorName: name,
    email: 'visitor@example.com',
    comment,
    formName: form,
    fields: [
      { name: 'name', value: name },
      { name: 'phone', value: phone },
      { name: size, value: 'XL' },
    ],
    files: [],
    utm: { type: 'utm', source: 'yandex', medium: 'cpc', campaign: 'brand', content: null, term: null },
    page: 'https://shop.example/catalogue/?page=2',
    status: kind === 'submission' ? { manager: 1, visitor: 0, text: '' } : { manager: 200, visitor: 200, text: '' },
    talkSeconds: kind === 'submission' ? null : 83,
    recordings: kind === 'submission' ? [] : [RECORDING],
  };
}

/** Leads that a template must be able to tell of: the usual one, the least, and a very long one. */
export function buildSampleLeads(kind: LetterKind, language: Language): LetterLead[] {
  const usual = buildSampleLead(kind, language);
  const least = { phone: null, phoneRaw: null, visitorName: null, email: null, comment: null, formName: null };
  const line = 'Lorem ipsum dolor sit amet. '.repeat(8);
  return [
    usual,
    { ...usual, ...least, fields: [], recordings: [], page: null, utm: NOTHING, talkSeconds: null },
    {
      ...usual,
      visitorName: line,
      comment: line.repeat(20),
      fields: Array.from({ length: 60 }, (_, index) => ({ name: `field ${index + 1}`, value: line })),
    },
  ];
}
