import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';

import { startTestSite, type TestSite } from './start-test-site.ts';
import { WAYS } from './ways.ts';

let site: TestSite;

beforeAll(async () => {
  site = await startTestSite();
});

afterAll(async () => {
  await site.close();
});

describe('pages with forms', () => {
  const sentByScript = ['/xhr', '/connect', '/landing'];

  it.each(WAYS.map(({ path }) => path).filter((path) => !sentByScript.includes(path)))(
    'send the form of %s to ingest',
    async (path) => {
      expect(await site.page(path)).toMatch(
        /<form id="[a-z-]+-form" method="post" action="http:\/\/127\.0\.0\.1:3100\/form/,
      );
    },
  );

  it.each(sentByScript)('leave the form of %s to its own handler, where there is no script', async (path) => {
    expect(await site.page(path)).toMatch(/<form id="[a-z-]+-form" method="post" action="\/action"/);
  });

  it('shows the code of the very form that is on the page', async () => {
    const [form, code] = (await site.page('/plain')).split('<pre><code>');
    const action = /action="([^"]+)"/.exec(form ?? '')?.[1] ?? '';

    expect(action).toContain(`&amp;isSend&amp;backUrl=${encodeURIComponent(`${site.url}/action`)}`);
    expect(code).toContain(`action=&quot;${action.replaceAll('&', '&amp;')}&quot;`);
  });

  it('runs the very script that the page gives to copy', async () => {
    const script = await (await site.get('/samples/xhr.js')).text();

    expect(script).toContain('cookiesBasket=');
    expect(await site.page('/xhr')).toContain(
      script.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('>', '&gt;'),
    );
  });

  it('speaks the language that is chosen, else the one that the browser asks for', async () => {
    expect(await (await site.get('/', { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' })).text()).toContain('lang="ru"');
    expect(await (await site.get('/?lang=en', { 'accept-language': 'ru' })).text()).toContain('lang="en"');
    expect(await (await site.get('/', { 'accept-language': 'de' })).text()).toContain('lang="en"');
  });

  it('forbids inline scripts, and lets scripts come from ingest and forms go there only', async () => {
    const policy = (await site.get('/')).headers.get('content-security-policy');

    expect(policy).toContain("script-src 'self' http://127.0.0.1:3100;");
    expect(policy).toContain(`form-action 'self' ${site.url} http://127.0.0.1:3100;`);
  });

  it('answers 404 with a page that does not show the path', async () => {
    const response = await site.get('/%3Cscript%3E');

    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/<script>|%3Cscript/);
  });
});

describe('pages with records', () => {
  const HOSTILE = `"'><script>alert(1)</script>`;
  const ESCAPED = '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;';

  it('show what came from outside as text', async () => {
    await site.postForm(new URLSearchParams([[HOSTILE, HOSTILE]]).toString(), 'application/x-www-form-urlencoded');
    await site.postWebhook(HOSTILE, JSON.stringify({ type: HOSTILE }));
    const transport = createTransport(site.smtpUrl);
    await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: HOSTILE, text: HOSTILE });
    transport.close();

    for (const path of ['/received', '/webhooks', '/messages']) {
      const shown = await site.page(path);
      expect(shown).toContain(ESCAPED);
      expect(shown).not.toContain('<script>');
    }
  });

  it('are JSON for everyone but a browser, and for a browser that asks', async () => {
    const types = await Promise.all([
      site.get('/received'),
      site.get('/received', { accept: 'application/json, text/html;q=0.5' }),
      site.get('/received?format=json', { accept: 'text/html' }),
      site.get('/received', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }),
    ]);

    expect(types.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/json; charset=utf-8',
      'application/json; charset=utf-8',
      'application/json; charset=utf-8',
      'text/html; charset=utf-8',
    ]);
  });
});
