import { mkdir } from 'node:fs/promises';

import { createAddressGuard } from '@ringback/delivery';
import {
  buildMessage,
  buildSampleLead,
  buildSwitchOffLetter,
  composeLetter,
  createAccountMailer,
  createTemplateRenderer,
  type LetterParts,
  type Mailer,
  type TemplateRenderer,
} from '@ringback/letters';
import { startSmtpSink, type SmtpSink } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { openBrowser } from './browser.ts';

/** Pictures of all letters, for people to look at. */
const PICTURES = new URL('../artefacts/letters/', import.meta.url).pathname;
const SCREENS = { phone: { width: 390, height: 740 }, desk: { width: 800, height: 700 } };
const SIGN_IN = { username: 'robot', password: 'right' };
const RUSSIAN = { language: 'ru', consoleUrl: 'https://cabinet.example', timeZone: 'Europe/Moscow' } as const;
const ENGLISH = { language: 'en', consoleUrl: 'https://cabinet.example' } as const;
const NO_TEMPLATE = { subject: null, body: null };

const russian = buildSampleLead('submission', 'ru');
const english = buildSampleLead('submission', 'en');
const long = 'Константин Константинопольский-Задунайский оглы ибн Вениаминович '.repeat(3).trim();
const unbroken = `https://shop.example/${'very-long-path-without-any-break'.repeat(8)}?q=${'x'.repeat(200)}`;

const LETTERS: Record<string, Partial<LetterParts>> = {
  'ru-submission': { lead: russian },
  'ru-status': { kind: 'status', lead: buildSampleLead('status', 'ru') },
  'en-submission': { lead: english, options: ENGLISH },
  'en-status-failed': {
    kind: 'status',
    lead: { ...english, status: { manager: 200, visitor: 487, text: '' } },
    options: ENGLISH,
  },
  'long-names': {
    lead: {
      ...russian,
      visitorName: long,
      formName: `Форма ${long}`,
      page: unbroken,
      comment: 'Слово'.repeat(100),
      fields: [{ name: 'поле_с_очень_длинным_именем_без_пробелов_'.repeat(3), value: unbroken }],
    },
  },
  emoji: { lead: { ...russian, visitorName: '👩‍👩‍👧 Мария 🎉', formName: '🔥 Акция 🔥', comment: '👍🏽 жду звонка ☎️' } },
  rtl: { lead: { ...english, visitorName: 'محمد الأحمد', comment: 'اتصل بي من فضلك\nשלום (1)' }, options: ENGLISH },
  'no-name': { lead: { ...russian, visitorName: null, email: null, comment: null, formName: null, page: null } },
  'no-phone': {
    lead: { ...russian, phone: null, phoneRaw: '12-34', status: { manager: 709, visitor: 0, text: '' } },
  },
  files: {
    lead: {
      ...russian,
      files: [
        {
          id: '1',
          field: 'Резюме',
          name: 'Резюме Ивана.pdf',
          contentType: '',
          bytes: 120_400,
          kept: true,
          reason: null,
        },
        { id: '2', field: 'Видео', name: 'a.mp4', contentType: '', bytes: 52e6, kept: false, reason: 'too-large' },
      ],
    },
  },
  'own-words': {
    lead: russian,
    template: {
      subject: 'Звоните: {{ name }}',
      body: `<h1>{{ name | default: "Кто-то" }} ждёт звонка</h1>
<p><a href="{{ phone_link }}">{{ phone }}</a>, форма «{{ form }}»</p>
{% if utm.source %}<p>Пришёл с <b>{{ utm.source }}</b></p>{% endif %}
{% lead_table %}`,
    },
  },
};

let sink: SmtpSink;
let mailer: Mailer;
let templates: TemplateRenderer;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  sink = await startSmtpSink({ security: 'starttls', signIn: SIGN_IN });
  mailer = createAccountMailer(
    { host: 'localhost', port: sink.port, security: 'starttls', ...SIGN_IN, sender: 'robot@shop.example' },
    { guard: createAddressGuard({ allowLoopback: true }), ca: sink.ca },
  );
  templates = createTemplateRenderer();
  browser = await openBrowser();
  page = await browser.newPage({ javaScriptEnabled: false });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await templates.close();
  mailer.close();
  await sink.close();
}, 30_000);

async function receive(name: string): Promise<{ subject: string; html: string }> {
  const parts: LetterParts = {
    kind: 'submission',
    lead: russian,
    options: RUSSIAN,
    template: NO_TEMPLATE,
    ...LETTERS[name],
  };
  const { letter, faults } = await composeLetter(parts, templates);
  expect(faults).toEqual([]);
  const head = { from: 'Магазин <robot@shop.example>', to: 'boss@shop.example', replyTo: parts.lead.email };
  await mailer.send(buildMessage({ deliveryId: name, ...head, letter }));
  const { mail } = sink.mails.at(-1) ?? {};
  expect(mail?.messageId).toBe(`<${name}@shop.example>`);
  expect(mail?.text?.trim()).toBe(letter.text.trim());
  return { subject: mail?.subject ?? '', html: mail?.html ?? '' };
}

describe('a letter, received over SMTP', () => {
  it.each(Object.keys(LETTERS))('%s fits the screen of a phone, and its phone can be tapped', async (name) => {
    const { subject, html } = await receive(name);
    expect(subject).not.toBe('');
    await show(name, html);
    const phones = await page.locator('a[href^="tel:"]').count();
    expect(phones > 0).toBe(name !== 'no-phone');
    expect(await page.locator('a', { hasText: /Open the lead|Открыть заявку/ }).getAttribute('href')).toBe(
      'https://cabinet.example/leads/00000000-0000-7000-8000-000000000000',
    );
  });
});

describe('the letter about a webhook that was switched off', () => {
  it.each([
    ['ru', 'gone'],
    ['en', 'failing'],
  ] as const)('fits the screen of a phone in %s', async (language, reason) => {
    const url = `https://crm.example/${'very-long-path'.repeat(20)}?token=secret`;
    const failingSince = new Date('2026-11-23T10:00:00.000Z');
    const webhook = { widgetName: 'shop.example', url, failingSince, reason };
    const letter = buildSwitchOffLetter(webhook, { language, consoleUrl: 'https://cabinet.example' });
    const head = { from: 'robot@shop.example', to: 'boss@shop.example', replyTo: null };
    await mailer.send(buildMessage({ deliveryId: `off-${language}`, ...head, letter }));
    const { mail } = sink.mails.at(-1) ?? {};
    expect(mail?.subject).toBe(letter.subject);
    expect(mail?.html).not.toContain('secret');
    await show(`webhook-off-${language}`, mail?.html ?? '');
  });
});

/** Takes its pictures. */
async function show(name: string, html: string): Promise<void> {
  for (const [screen, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    await page.setContent(html);
    await page.screenshot({ path: `${PICTURES}${name}-${screen}.png`, fullPage: true });
    const { scrollWidth } = await widthsOf(page);
    expect(scrollWidth).toBeLessThanOrEqual(size.width);
  }
}

/** Playwright's own scripts run in a page whose scripts are off. */
function widthsOf(letter: Page): Promise<{ scrollWidth: number }> {
  return letter.locator('html').evaluate(({ scrollWidth }) => ({ scrollWidth }));
}
