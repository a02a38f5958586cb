import { afterEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import type { IngestWidget } from './ingest-widget.ts';
import { openTestIngest, WIDGET_HASH, type TestIngest } from './open-test-ingest.ts';

const PHONE = 'phone=89998886655';
const NAVIGATION = { 'Sec-Fetch-Mode': 'navigate' };

const opened: TestIngest[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ingest) => ingest.close()));
});

async function post(
  body: string,
  headers: Record<string, string>,
  widget: Partial<IngestWidget> = {},
): Promise<request.Response> {
  const ingest = await openTestIngest({ widget });
  opened.push(ingest);
  return request(ingest.url)
    .post(`/formReceiver?widgetHash=${WIDGET_HASH}`)
    .redirects(0)
    .set({ 'Content-Type': 'application/x-www-form-urlencoded', ...headers })
    .send(body);
}

describe('the answer to a browser that navigates', () => {
  it.each([
    ['en', 'We have received your request'],
    ['ru', 'Мы получили вашу заявку'],
  ] as const)('is a page in the language of the widget: %s', async (language, words) => {
    const answer = await post(PHONE, NAVIGATION, { language });

    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.text).toContain(words);
  });

  it.each([
    ['an old browser, known by its Accept', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, 'text/html'],
    ['a script that accepts anything', { Accept: '*/*' }, 'application/json'],
    ['jQuery asking for html', { Accept: 'text/html, */*; q=0.01', 'Sec-Fetch-Mode': 'cors' }, 'application/json'],
    ['a client without Accept', {}, 'application/json'],
  ])('is told apart from the answer to a script: %s', async (_who, headers, type) => {
    expect((await post(PHONE, headers)).type).toBe(type);
  });

  it.each([
    ['accepted', PHONE, true, 200],
    ['phoneNotValid', 'phone=12', true, 200],
    ['phoneNotCalled', 'phone=88005553535', true, 200],
    ['switchedOff', PHONE, false, 403],
  ] as const)('has the words of the widget’s owner, escaped: %s', async (page, body, enabled, status) => {
    const answerPages = { [page]: { title: 'Ура & <b>', text: '"Ждите"<script>alert(1)</script>' } };
    const answer = await post(body, NAVIGATION, { answerPages, enabled, language: 'ru' });

    expect(answer.status).toBe(status);
    expect(answer.text).toContain('<h1>Ура &#38; &#60;b&#62;</h1>');
    expect(answer.text).toContain('<p>&#34;Ждите&#34;&#60;script&#62;alert(1)&#60;/script&#62;</p>');
    expect(answer.text).toContain('Вернуться на сайт');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  });

  it('says why there will be no call and links back to the page of the form', async () => {
    const answer = await post('phone=12', { ...NAVIGATION, Referer: 'https://www.site.example/form?a="1"&b=2' });

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('the phone number is missing or not valid');
    expect(answer.text).toContain('href="https://www.site.example/form?a=%221%22&#38;b=2"');
  });

  it('links to the first site when the Referer is none of the widget’s', async () => {
    const answer = await post(PHONE, { ...NAVIGATION, Referer: 'https://site.example.evil/' });

    expect(answer.text).toContain('href="https://site.example/"');
  });
});

describe('isRedirect', () => {
  const redirect = (backUrl: string): string => `${PHONE}&isRedirect&backUrl=${encodeURIComponent(backUrl)}`;

  it('goes on to the widget’s thank-you page before backUrl', async () => {
    const answer = await post(redirect('/other'), NAVIGATION, { thankYouUrl: 'https://site.example/thanks' });

    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('https://site.example/thanks');
    expect(answer.headers['ringback-lead-id']).toEqual(expect.any(String));
  });

  it('goes on to backUrl on a site of the widget', async () => {
    const answer = await post(redirect('thanks.html'), { ...NAVIGATION, Referer: 'https://shop.site.example/form/' });

    expect(answer.headers['location']).toBe('https://shop.site.example/thanks.html');
  });

  it('tells a script where to go', async () => {
    const answer = await post(redirect('http://localhost:3300/thanks'), {});

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'success', redirect: 'http://localhost:3300/thanks' });
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    'https://site.example@evil.example/',
  ])('shows the page instead of going to %s', async (backUrl) => {
    const answer = await post(redirect(backUrl), NAVIGATION);

    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.text).not.toContain('evil');
  });

  it('does not leave the sites for a thank-you page that was set elsewhere', async () => {
    const answer = await post(`${PHONE}&isRedirect`, NAVIGATION, { thankYouUrl: 'https://evil.example/' });

    expect(answer.status).toBe(200);
  });

  it('waits until the phone can be called', async () => {
    const answer = await post('phone=12&isRedirect&backUrl=/thanks', NAVIGATION);

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('We cannot call you');
  });
});
