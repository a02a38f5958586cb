import { describe, expect, it } from '@jest/globals';

import { buildLetter } from './build-letter.ts';
import type { LetterLead } from './letter.ts';

const buildLead = (rest: Partial<LetterLead> = {}): LetterLead => ({
  id: '0199-lead',
  receivedAt: '2026-11-23T10:00:00.000Z',
  widgetName: 'Демо',
  phone: '+79000000010',
  phoneRaw: '8 900 000-00-10',
  visitorName: 'Иван',
  email: 'ivan@site.example',
  comment: 'Позвоните\nпосле обеда',
  formName: 'Обратный звонок',
  fields: [
    { name: 'tel', value: '8 900 000-00-10' },
    { name: 'Размер', value: 'XL' },
  ],
  files: [],
  recordings: [],
  utm: { type: 'utm', source: 'yandex', medium: 'cpc', campaign: 'brand', content: '(none)', term: null },
  page: 'https://site.example/price/?a=1&b=2',
  status: { manager: 1, visitor: 0, text: '' },
  talkSeconds: null,
  ...rest,
});
const russian = { language: 'ru', consoleUrl: 'https://cabinet.example/', timeZone: 'Europe/Moscow' } as const;
const english = { language: 'en', consoleUrl: null } as const;

describe('buildLetter of a submission', () => {
  it('tells all that the visitor sent, as text', () => {
    const { subject, text } = buildLetter('submission', buildLead(), russian);

    expect(subject).toBe('Новая заявка: Иван, +79000000010, «Обратный звонок»');
    expect(text).toBe(`Новая заявка

Звонок: Звонок выполняется
Телефон: +79000000010
Имя: Иван
E-mail: ivan@site.example
Комментарий: Позвоните
    после обеда
Форма: Обратный звонок
Страница: https://site.example/price/?a=1&b=2
Виджет: Демо
Получена: 23 ноября 2026 г. в 13:00 GMT+3

Поля формы:
tel: 8 900 000-00-10
Размер: XL

Источник:
utm_source: yandex
utm_medium: cpc
utm_campaign: brand
utm_content: не задано

Открыть заявку в кабинете: https://cabinet.example/leads/0199-lead
`);
  });

  it('names the files, where they are, and why one is not kept', () => {
    const file = {
      id: '1',
      field: 'Резюме',
      name: 'cv.pdf',
      contentType: 'x/y',
      bytes: 12_340,
      kept: true,
      reason: null,
    };
    const files = [
      file,
      { ...file, id: '2', field: 'video', name: 'a.mp4', bytes: 12_000_000 },
      { ...file, id: '3', name: '<b>', bytes: 5_100_000, kept: false, reason: 'too-large' },
    ] satisfies LetterLead['files'];
    const { text, html } = buildLetter('submission', buildLead({ files }), { ...english, attachedIds: ['1'] });

    expect(text).toContain(`
Files:
Резюме: cv.pdf (12.3 kB)
video: a.mp4 (12 MB), in the cabinet
Резюме: <b> (5.1 MB), not kept: too large
`);
    expect(html).toContain('&lt;b&gt; (5.1 MB)');
    expect(buildLetter('submission', buildLead({ files }), russian).text).toContain('не сохранён: слишком большой');
  });

  it('has links for the thumb: the phone, the mail, the page and the lead in the cabinet', () => {
    const { html } = buildLetter('submission', buildLead(), russian);
    expect(html.match(/href="[^"]*"/g)).toEqual([
      'href="tel:+79000000010"',
      'href="tel:+79000000010"',
      'href="mailto:ivan@site.example"',
      'href="https://site.example/price/?a=1&amp;b=2"',
      'href="https://cabinet.example/leads/0199-lead"',
    ]);
    expect(html).toContain('width=device-width');
  });

  it('shows what was typed, without a link, when the phone cannot be called', () => {
    const lead = buildLead({ phone: null, phoneRaw: '12-34', status: { manager: 709, visitor: 0, text: '' } });
    const { subject, text, html } = buildLetter('submission', lead, english);

    expect(subject).toBe('New lead: Иван, 12-34, “Обратный звонок”');
    expect(text).toContain('Call: The number is not a phone number\nPhone: 12-34\n');
    expect(html).not.toContain('tel:');
  });

  it('leaves out what was not sent', () => {
    const nothing = { visitorName: null, phone: null, phoneRaw: null, email: null, comment: null, formName: null };
    const utm = { type: null, source: null, medium: null, campaign: null, content: null, term: null };
    const { subject, text } = buildLetter(
      'submission',
      buildLead({ ...nothing, utm, fields: [], page: null, status: null }),
      english,
    );

    expect(subject).toBe('New lead: no phone');
    expect(text).toBe('New lead\n\nWidget: Демо\nReceived: 23 November 2026 at 10:00 UTC\n');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not a page', '//evil.example', 'vbscript:x'])(
    'does not link the page %s',
    (page) => {
      expect(buildLetter('submission', buildLead({ page }), english).html).not.toContain(`href="${page}`);
    },
  );

  it('lets no markup of a visitor through, whatever the field', () => {
    const evil = `"><script>alert('x')</script><img src=x onerror=alert(1)>&lt;`;
    const lead = buildLead({
      phone: null,
      phoneRaw: evil,
      visitorName: evil,
      email: evil,
      comment: evil,
      formName: evil,
      widgetName: evil,
      page: `https://site.example/${evil}`,
      fields: [{ name: evil, value: evil }],
      utm: { type: evil, source: evil, medium: evil, campaign: evil, content: evil, term: evil },
    });
    for (const { html } of [buildLetter('submission', lead, russian), buildLetter('status', lead, russian)]) {
      expect(html).not.toMatch(/<script|<img|"">|onerror=alert\(1\)>/);
      expect(html).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;');
    }
  });

  it('keeps the subject to one short line', () => {
    const long = `Иван\r\nBcc: evil@example.com\u2028${'я'.repeat(10_000)}`;
    const { subject } = buildLetter(
      'submission',
      buildLead({ visitorName: long, formName: long, phone: null, phoneRaw: long }),
      russian,
    );

    expect(subject).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(subject.length).toBeLessThan(200);
  });
});

describe('buildLetter of a status', () => {
  it('says in words what came of the call', () => {
    const lead = buildLead({ status: { manager: 200, visitor: 200, text: 'as the API words it' }, talkSeconds: 124.6 });
    const { subject, text, html } = buildLetter('status', lead, russian);

    expect(subject).toBe('Соединение состоялось: Иван, +79000000010, «Обратный звонок»');
    expect(text).toMatch(/^Соединение состоялось\n\nРазговор: 2:05\nТелефон: /);
    expect(html).toContain('<html lang="ru">');
  });

  it('links to what was recorded, unless it is lost', () => {
    const recordings = [{ attempt: 1, startedAt: '2026-11-23T10:00:00.000Z', bytes: null, url: '' }];
    const build = (state: 'recorded' | 'lost', options: Parameters<typeof buildLetter>[2] = russian) =>
      buildLetter('status', buildLead({ recordings: recordings.map((one) => ({ ...one, state })) }), options);

    const { text, html } = build('recorded');
    expect(text).toContain('Запись разговора: https://cabinet.example/leads/0199-lead#recordings\n');
    expect(html).toContain('<a href="https://cabinet.example/leads/0199-lead#recordings">Прослушать в кабинете</a>');
    expect(build('lost').html).not.toContain('#recordings');
    expect(build('recorded', english).text).not.toContain('Recording');
  });

  it('speaks the language of the letter', () => {
    const lead = buildLead({ status: { manager: 486, visitor: 0, text: 'У менеджера занято' } });
    expect(buildLetter('status', lead, english).subject).toMatch(/^The manager is busy: /);
  });
});
