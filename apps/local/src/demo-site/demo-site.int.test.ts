import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';
import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';

import { createDemoSite, type DemoSite } from './demo-site.ts';

const WEBHOOK_SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

let site: DemoSite;

beforeAll(async () => {
  site = await createDemoSite(
    {
      host: '127.0.0.1',
      port: 0,
      ingestUrl: 'http://127.0.0.1:3100',
      consoleUrl: 'http://127.0.0.1:3200',
      widgetHash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
      webhookSecret: WEBHOOK_SECRET,
      smtpPort: 0,
    },
    createLogger('demo-site', { level: 'silent' }),
  );
});

afterAll(async () => {
  await site.close();
});

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${site.url}${path}`, { headers });
}

async function newest(path: string): Promise<unknown> {
  const records: unknown = await (await get(path)).json();
  return Array.isArray(records) ? records[0] : undefined;
}

async function page(path: string): Promise<string> {
  return (await get(path, { accept: 'text/html' })).text();
}

async function postForm(body: string | Buffer | FormData, contentType?: string): Promise<Response> {
  const init = { method: 'POST', body: Buffer.isBuffer(body) ? new Uint8Array(body) : body };
  return fetch(`${site.url}/action`, contentType ? { ...init, headers: { 'content-type': contentType } } : init);
}

async function postWebhook(id: string, body: string, secret = WEBHOOK_SECRET): Promise<Response> {
  const at = new Date();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return fetch(`${site.url}/webhook`, { method: 'POST', body, headers });
}

describe('pages with forms', () => {
  it.each(['/plain', '/back-url', '/form-data', '/data-layer'])('send the form of %s to ingest', async (path) => {
    expect(await page(path)).toMatch(/<form id="[a-z-]+-form" method="post" action="http:\/\/127\.0\.0\.1:3100\/form/);
  });

  it('shows the code of the very form that is on the page', async () => {
    const [form, code] = (await page('/plain')).split('<pre><code>');
    const action = /action="([^"]+)"/.exec(form ?? '')?.[1] ?? '';

    expect(action).toContain(`&amp;isSend&amp;backUrl=${encodeURIComponent(`${site.url}/action`)}`);
    expect(code).toContain(`action=&quot;${action.replaceAll('&', '&amp;')}&quot;`);
  });

  it('runs the very script that the page gives to copy', async () => {
    const script = await (await get('/samples/xhr.js')).text();

    expect(script).toContain('cookiesBasket=');
    expect(await page('/xhr')).toContain(
      script.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('>', '&gt;'),
    );
  });

  it('speaks the language that is chosen, else the one that the browser asks for', async () => {
    expect(await (await get('/', { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' })).text()).toContain('lang="ru"');
    expect(await (await get('/?lang=en', { 'accept-language': 'ru' })).text()).toContain('lang="en"');
    expect(await (await get('/', { 'accept-language': 'de' })).text()).toContain('lang="en"');
  });

  it('forbids inline scripts and lets forms go to ingest only', async () => {
    const policy = (await get('/')).headers.get('content-security-policy');

    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`form-action 'self' ${site.url} http://127.0.0.1:3100;`);
  });

  it('answers 404 with a page that does not show the path', async () => {
    const response = await get('/%3Cscript%3E');

    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/<script>|%3Cscript/);
  });
});

describe('/action', () => {
  it('keeps the fields of a POST in order, repeats and empty ones too', async () => {
    const response = await postForm(
      'tag=1&name=%D0%98%D0%B2%D0%B0%D0%BD&tag=2&empty=&bare&__proto__=x',
      'application/x-www-form-urlencoded',
    );

    expect(response.status).toBe(200);
    expect(await newest('/received')).toEqual({
      at: expect.any(String),
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded',
      fields: [
        { name: 'tag', value: '1' },
        { name: 'name', value: 'Иван' },
        { name: 'tag', value: '2' },
        { name: 'empty', value: '' },
        { name: 'bare', value: '' },
        { name: '__proto__', value: 'x' },
      ],
    });
  });

  it.each([
    ['percent-encoded and declared', Buffer.from('%E8%EC%FF=%C8%E2%E0%ED'), '; charset=windows-1251'],
    ['percent-encoded and not declared', Buffer.from('%E8%EC%FF=%C8%E2%E0%ED'), ''],
    ['raw', Buffer.from([0xe8, 0xec, 0xff, 0x3d, 0xc8, 0xe2, 0xe0, 0xed]), ''],
  ])('reads windows-1251, %s', async (_how, body, charset) => {
    await postForm(body, `application/x-www-form-urlencoded${charset}`);

    expect(await newest('/received')).toMatchObject({ fields: [{ name: 'имя', value: 'Иван' }] });
  });

  it('reads multipart, a file by its name', async () => {
    const form = new FormData();
    form.append('имя', 'Иван\r\nИванов');
    form.append('file', new Blob(['content']), 'смета.pdf');
    await postForm(form);

    expect(await newest('/received')).toMatchObject({
      fields: [
        { name: 'имя', value: 'Иван\r\nИванов' },
        { name: 'file', value: 'смета.pdf' },
      ],
    });
  });

  it('reads windows-1251 in multipart', async () => {
    const head = Buffer.from('--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n');
    const body = Buffer.concat([head, Buffer.from([0xc8, 0xe2, 0xe0, 0xed]), Buffer.from('\r\n--b--\r\n')]);
    await postForm(body, 'multipart/form-data; boundary=b');

    expect(await newest('/received')).toMatchObject({ fields: [{ name: 'name', value: 'Иван' }] });
  });

  it('keeps the fields of a GET', async () => {
    await get('/action?name=%D0%98%D0%B2%D0%B0%D0%BD+%D0%98.&q=a?b');

    expect(await newest('/received')).toMatchObject({
      method: 'GET',
      contentType: null,
      fields: [
        { name: 'name', value: 'Иван И.' },
        { name: 'q', value: 'a?b' },
      ],
    });
  });

  it('does not take a visitor who is sent on to its page for a form', async () => {
    await postForm('name=before', 'application/x-www-form-urlencoded');
    const response = await get('/action', { accept: 'text/html' });

    expect(response.status).toBe(200);
    expect(await newest('/received')).toMatchObject({ fields: [{ name: 'name', value: 'before' }] });
  });

  it.each([
    [413, 'a body that is too large', `a=${'x'.repeat(1024 * 1024)}`, 'application/x-www-form-urlencoded'],
    [413, 'too many fields', 'a=1&'.repeat(1001), 'application/x-www-form-urlencoded'],
    [400, 'a broken multipart body', '--b\r\nbroken', 'multipart/form-data; boundary=b'],
    [400, 'multipart without a boundary', 'x', 'multipart/form-data'],
    [415, 'what is no form', '{}', 'application/json'],
  ])('answers %i to %s', async (status, _what, body, contentType) => {
    expect((await postForm(body, contentType)).status).toBe(status);
  });
});

describe('/webhook', () => {
  it('marks a notification with a good signature as verified', async () => {
    const response = await postWebhook('msg_good', '{"type":"call.finished","data":{"name":"Иван"}}');

    expect(response.status).toBe(200);
    expect(await newest('/webhooks')).toEqual({
      at: expect.any(String),
      verified: true,
      id: 'msg_good',
      type: 'call.finished',
      body: { type: 'call.finished', data: { name: 'Иван' } },
    });
  });

  it('refuses a notification that is signed by another secret, and keeps it as not verified', async () => {
    const response = await postWebhook(
      'msg_bad',
      '{"type":"call.finished"}',
      `whsec_${Buffer.alloc(32).toString('base64')}`,
    );

    expect(response.status).toBe(400);
    expect(await newest('/webhooks')).toMatchObject({ verified: false, id: 'msg_bad', type: 'call.finished' });
  });

  it('refuses what is not signed and no JSON', async () => {
    const response = await fetch(`${site.url}/webhook`, { method: 'POST', body: 'hello' });

    expect(response.status).toBe(400);
    expect(await newest('/webhooks')).toMatchObject({ verified: false, id: null, type: null, body: 'hello' });
  });
});

describe('the mailbox', () => {
  it('receives a letter over SMTP', async () => {
    const transport = createTransport(site.smtpUrl);
    await transport.sendMail({
      from: { name: 'Рингбэк', address: 'robot@ringback.example' },
      to: 'demo@example.com',
      bcc: 'second@example.com',
      subject: 'Новая заявка: Обратный звонок',
      text: 'Иван',
      html: '<p style="color:red">Иван</p>',
    });
    transport.close();

    expect(await newest('/messages')).toEqual({
      at: expect.any(String),
      from: 'Рингбэк <robot@ringback.example>',
      to: 'demo@example.com, second@example.com',
      subject: 'Новая заявка: Обратный звонок',
      text: 'Иван',
      html: '<p style="color:red">Иван</p>\n',
    });
  });

  it('refuses a letter that is too large', async () => {
    const transport = createTransport(site.smtpUrl);
    const sent = transport.sendMail({ from: 'a@example.com', to: 'b@example.com', text: 'x'.repeat(2 * 1024 * 1024) });

    await expect(sent).rejects.toMatchObject({ responseCode: 552 });
    transport.close();
  });

  it('shows the HTML of a letter only inside a sandboxed frame', async () => {
    const transport = createTransport(site.smtpUrl);
    await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', html: '"><script>alert(1)</script>' });
    transport.close();

    expect(await page('/messages')).toContain('srcdoc="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n"');
    expect(await page('/messages')).toMatch(/<iframe\s+sandbox=""/);
  });
});

describe('pages with records', () => {
  const HOSTILE = `"'><script>alert(1)</script>`;
  const ESCAPED = '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;';

  it('show what came from outside as text', async () => {
    await postForm(new URLSearchParams([[HOSTILE, HOSTILE]]).toString(), 'application/x-www-form-urlencoded');
    await postWebhook(HOSTILE, JSON.stringify({ type: HOSTILE }));
    const transport = createTransport(site.smtpUrl);
    await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: HOSTILE, text: HOSTILE });
    transport.close();

    for (const path of ['/received', '/webhooks', '/messages']) {
      const shown = await page(path);
      expect(shown).toContain(ESCAPED);
      expect(shown).not.toContain('<script>');
    }
  });

  it('are JSON for everyone but a browser, and for a browser that asks', async () => {
    const types = await Promise.all([
      get('/received'),
      get('/received', { accept: 'application/json, text/html;q=0.5' }),
      get('/received?format=json', { accept: 'text/html' }),
      get('/received', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }),
    ]);

    expect(types.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/json; charset=utf-8',
      'application/json; charset=utf-8',
      'application/json; charset=utf-8',
      'text/html; charset=utf-8',
    ]);
  });
});
