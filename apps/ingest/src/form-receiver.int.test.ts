import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { openTestIngest, WIDGET_HASH, type TestIngest } from './open-test-ingest.ts';

const ADDRESS = `/formReceiver?widgetHash=${WIDGET_HASH}`;
const NAVIGATION = { 'Sec-Fetch-Mode': 'navigate' };

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await openTestIngest();
});
beforeEach(() => {
  ingest.kept.length = 0;
});
afterAll(() => ingest.close());

const post = (body: string, headers: Record<string, string> = {}) =>
  request(ingest.url)
    .post(ADDRESS)
    .set({ 'Content-Type': 'application/x-www-form-urlencoded', ...headers })
    .send(body);

describe('/formReceiver, what is kept', () => {
  it('answers a script 200 with the id of what was kept', async () => {
    const answer = await post('name=Anna&phone=%2B7+999+888-66-55');

    const [kept] = ingest.kept;
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: 'success', id: kept?.leadId });
    expect(answer.headers).toMatchObject({
      'ringback-lead-id': kept?.leadId,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Ringback-Lead-Id, Retry-After',
    });
    expect(kept).toMatchObject({ widgetId: 'widget-1', accountId: 'account-1', settingsVersion: 3, ip: '127.0.0.1' });
    expect(kept?.submission).toMatchObject({ phone: '+79998886655', visitorName: 'Anna', phoneRefusal: null });
  });

  it('gives every try of one submission of a widget the same id', async () => {
    const [first, again, other] = ['a', 'a', 'b'].map((digit) => `phone=79998886655&submissionId=${digit.repeat(32)}`);
    const ids = [await post(first ?? ''), await post(again ?? ''), await post(other ?? '')].map(({ body }) => body.id);

    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(ingest.kept.map(({ submission }) => submission.fields)).toEqual(
      Array.from({ length: 3 }, () => [{ name: 'phone', value: '79998886655' }]),
    );
  });

  it('keeps a form without a phone and says that it cannot be called', async () => {
    const answer = await post('name=Anna&comment=hello');

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'success', call: { code: 709 } });
    expect(ingest.kept[0]?.submission).toMatchObject({ phone: null, phoneRaw: null, phoneRefusal: 709 });
  });

  it('keeps a form with a foreign phone and says that it is not called', async () => {
    const answer = await post('phone=%2B375+(44)+584-10-91');

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'success', call: { code: 718 } });
    expect(ingest.kept[0]?.submission).toMatchObject({ phone: null, phoneRaw: '+375 (44) 584-10-91' });
  });

  it('takes everything from the query of a GET', async () => {
    const answer = await request(ingest.url).get(`${ADDRESS}&phone=79998886655&isSend`);

    expect(answer.status).toBe(200);
    expect(ingest.kept[0]?.submission).toMatchObject({ phone: '+79998886655', isSend: true });
  });

  it('reads invalid UTF-8 as windows-1251', async () => {
    const answer = await post('name=%C8%E2%E0%ED%FF&phone=89998886655');

    expect(answer.status).toBe(200);
    expect(ingest.kept[0]?.submission).toMatchObject({ visitorName: 'Иваня', charset: 'windows-1251' });
  });

  it.each([
    ['urlencoded', 'application/x-www-form-urlencoded', '__proto__=evil&constructor=evil&phone=89998886655'],
    ['JSON', 'application/json', '{"__proto__":"evil","constructor":"evil","phone":"89998886655"}'],
  ])('keeps __proto__ as an ordinary field of a %s body', async (_kind, type, body) => {
    const answer = await post(body, { 'Content-Type': type });

    expect(answer.status).toBe(200);
    expect(ingest.kept[0]?.submission.fields).toEqual([
      { name: '__proto__', value: 'evil' },
      { name: 'constructor', value: 'evil' },
      { name: 'phone', value: '89998886655' },
    ]);
    expect(Reflect.get({}, 'evil')).toBeUndefined();
  });

  it('keeps line ends in the name and the form name, and they reach no header', async () => {
    const injected = 'x%0D%0ASet-Cookie: a=b%0D%0A%0D%0A<p>';
    const answer = await post(`name=${injected}&form_name=${injected}&phone=89998886655`, NAVIGATION);

    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.text).not.toContain('Set-Cookie');
    expect(ingest.kept[0]?.submission).toMatchObject({
      visitorName: 'x\r\nSet-Cookie: a=b\r\n\r\n<p>',
      formName: 'x\r\nSet-Cookie: a=b\r\n\r\n<p>',
    });
  });

  it.each([
    ['page', NAVIGATION],
    ['script', { 'Sec-Fetch-Mode': 'cors' }],
  ])('keeps script tags of every field and shows none of them to a %s', async (_reader, headers) => {
    const tag = '"><script>alert(1)</script>';
    const fields = ['name', 'phone', 'email', 'form_name', 'comment', 'cookiesBasket', 'backUrl', tag];
    const body = fields.map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(tag)}`).join('&');
    const answer = await post(`${body}&isRedirect`, { ...headers, Referer: `https://evil.example/${tag}` });

    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('alert(1)');
    expect(answer.text).not.toContain('evil.example');
    const submission = ingest.kept[0]?.submission;
    expect(submission).toMatchObject({ visitorName: tag, phoneRaw: tag, formName: tag, comment: tag, backUrl: tag });
    expect(submission?.fields.map(({ value }) => value)).toEqual(Array(6).fill(tag));
  });

  it('takes the address of the visitor from as many proxies as it trusts', async () => {
    const behindProxy = await openTestIngest({ trustProxyHops: 1 });
    await request(behindProxy.url).post(ADDRESS).set('X-Forwarded-For', '1.1.1.1, 2.2.2.2').send('phone=1');
    await post('phone=1', { 'X-Forwarded-For': '1.1.1.1' });

    expect(behindProxy.kept[0]?.ip).toBe('2.2.2.2');
    expect(ingest.kept[0]?.ip).toBe('127.0.0.1');
    await behindProxy.close();
  });
});

describe('/formReceiver, what is not kept', () => {
  const large = 'x'.repeat(2 * 1024 * 1024);
  const manyFields = Array.from({ length: 2000 }, (_, index) => `f${index}=1`).join('&');
  const multipart = { 'Content-Type': 'multipart/form-data; boundary=b' };

  it.each([
    ['a body of 2 MB', 413, 413, large, {}],
    ['2,000 fields', 413, 413, manyFields, {}],
    ['a value over 16 KiB', 413, 413, `comment=${'x'.repeat(20_000)}`, {}],
    [
      'a multipart body without its last boundary',
      400,
      400,
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
      multipart,
    ],
    ['a multipart body without a boundary', 400, 400, 'phone=1', { 'Content-Type': 'multipart/form-data' }],
    ['broken JSON', 400, 400, '{"phone":', { 'Content-Type': 'application/json' }],
    ['a compressed body', 415, 415, 'phone=1', { 'Content-Encoding': 'gzip' }],
  ])('refuses %s', async (_what, status, code, body, headers) => {
    const answer = await post(body, headers);

    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ status: 'fail', code, reason: expect.any(String) });
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*' });
    expect(ingest.kept).toEqual([]);
  });

  it.each([
    ['unknown', `/formReceiver?widgetHash=${'0'.repeat(32)}`],
    ['missing', '/formReceiver'],
    ['of another name', '/formReceiver?widgetHash=__proto__'],
  ])('answers 404 with code 417 when the widget is %s', async (_what, address) => {
    const answer = await request(ingest.url).post(address).send('phone=89998886655');

    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ status: 'fail', code: 417 });
    expect(ingest.kept).toEqual([]);
  });

  it.each([
    ['switched off', 403, 710, { widget: { enabled: false } }],
    ['not loaded yet', 503, 704, { findWidget: () => 'not-loaded' as const }],
    ['known but the queue fails', 503, 704, { enqueue: () => Promise.reject(new Error('no queue')) }],
    ['known but the queue does not answer', 503, 704, { enqueue: () => Promise.withResolvers<string>().promise }],
  ])('when the widget is %s answers %d with code %d', async (_what, status, code, overrides) => {
    const other = await openTestIngest(overrides);
    const script = await request(other.url).post(ADDRESS).send('phone=89998886655');
    const page = await request(other.url).post(ADDRESS).set(NAVIGATION).send('phone=89998886655');

    expect([script.status, page.status]).toEqual([status, status]);
    expect(script.body).toMatchObject({ status: 'fail', code });
    expect(script.headers['retry-after']).toBe(status === 503 ? '2' : undefined);
    expect(page.type).toBe('text/html');
    expect(other.kept).toEqual([]);
    await other.close();
  });

  it('starts nothing for a prefetch, a HEAD or a preflight', async () => {
    const address = `${ADDRESS}&phone=89998886655`;
    const prefetch = await request(ingest.url).get(address).set('Sec-Purpose', 'prefetch;prerender');
    const head = await request(ingest.url).head(address);
    const preflight = await request(ingest.url).options(address);

    expect([prefetch.status, head.status, preflight.status]).toEqual([204, 200, 204]);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
    });
    expect(ingest.kept).toEqual([]);
  });

  it('refuses other methods', async () => {
    const answer = await request(ingest.url).put(ADDRESS).send('phone=89998886655');

    expect(answer.status).toBe(405);
    expect(answer.headers).toMatchObject({ allow: 'GET, HEAD, POST, OPTIONS' });
    expect(ingest.kept).toEqual([]);
  });

  it('answers an unexpected error with 500 and says nothing of it', async () => {
    const failing = await openTestIngest({
      findWidget: () => {
        throw new Error('secret detail');
      },
    });
    const answer = await request(failing.url).post(ADDRESS).send('phone=1');

    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    await failing.close();
  });
});

describe('/readyz and /livez', () => {
  it('follow the readiness that they are given', async () => {
    const starting = await openTestIngest({ isReady: () => false });

    expect((await request(starting.url).get('/livez')).status).toBe(200);
    expect((await request(starting.url).get('/readyz')).status).toBe(503);
    expect((await request(ingest.url).get('/readyz')).status).toBe(200);
    await starting.close();
  });
});
