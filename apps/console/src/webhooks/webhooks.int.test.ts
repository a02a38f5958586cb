import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changeSettings } from '@ringback/db';
import { createAddressGuard } from '@ringback/delivery';
import { startHttpSink, type HttpSink } from '@ringback/test-kit';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const DRAFT = {
  url: 'https://crm.example/hook?token=a',
  events: ['call.finished'],
  method: 'POST',
  shape: 'lead',
  headers: [{ name: 'x-token', value: 'hidden-token' }],
  scheduleSeconds: null,
};

let sink: HttpSink;
let cabinet: TestConsole;
let account: TestAccount;
let stranger: TestAccount;
beforeAll(async () => {
  sink = await startHttpSink();
  cabinet = await openTestConsole({ addressGuard: createAddressGuard({ allowLoopback: true }) });
  [account, stranger] = await Promise.all([cabinet.addAccount('Shop'), cabinet.addAccount('Stranger')]);
});
beforeEach(async () => {
  await cabinet.database.prisma.failingWebhook.deleteMany();
  await changeWebhooks([]);
  sink.answerWith({});
});
afterAll(async () => {
  await cabinet.close();
  await sink.close();
});

const changeWebhooks = (webhooks: object[]) =>
  changeSettings(cabinet.database.prisma, { accountId: account.id, hash: account.widgetHash }, (settings) => ({
    ...settings,
    webhooks,
  }));
const stored = async () =>
  (
    await changeSettings(
      cabinet.database.prisma,
      { accountId: account.id, hash: account.widgetHash },
      (settings) => settings,
    )
  )?.webhooks;
const lastRequest = (): HttpSink['requests'][number] => {
  const request = sink.requests.at(-1);
  if (!request) throw new Error('nothing came');
  return request;
};
const pathOf = (rest: string): string => `/api/v1/widgets/${account.widgetHash}/webhooks${rest}`;
const send = (method: 'put' | 'post' | 'delete', rest: string, body: object = {}, as = account): request.Test =>
  request(cabinet.url)[method](pathOf(rest)).auth(as.apiKey, { type: 'bearer' }).send(body);
const add = async (draft: object = {}): Promise<{ id: string; secret: string }> => {
  const { body } = await send('post', '', { ...DRAFT, ...draft }).expect(201);
  return { id: body.webhook.id, secret: body.secret };
};

describe('POST /api/v1/widgets/:hash/webhooks', () => {
  it('adds a webhook and tells its secret once', async () => {
    const { body } = await send('post', '', DRAFT).expect(201);
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(body.webhook).toMatchObject({
      url: DRAFT.url,
      headers: ['x-token'],
      secrets: [`…${body.secret.slice(-5)}`],
      scheduleSeconds: null,
      reason: null,
    });
    expect(await stored()).toMatchObject([{ headers: { 'x-token': 'hidden-token' }, secrets: [body.secret] }]);
    const listed = await cabinet.get(account, '/api/v1/webhooks').expect(200);
    expect(listed.body.items).toEqual([body.webhook]);
    expect(listed.text).not.toMatch(/whsec_|hidden-token/);
  });

  it.each([
    [{ url: 'ftp://crm.example/' }, 'url'],
    [{ events: ['lead.deleted'] }, 'events.0'],
    [{ method: 'PUT' }, 'method'],
    [{ scheduleSeconds: [] }, 'scheduleSeconds'],
    [{ headers: [{ name: 'webhook-id', value: 'x' }] }, 'headers.webhook-id'],
    [{ headers: [{ name: 'x-a', value: 'a\r\nx-b: c' }] }, 'headers.x-a'],
    [{ headers: [{ name: 'x-a', value: null }] }, 'headers.x-a'],
    [{ secrets: ['whsec_mine'] }, 'secrets'],
  ])('refuses %j', async (draft, parameter) => {
    const { body } = await send('post', '', { ...DRAFT, ...draft }).expect(400);
    expect(body.type).toMatch(/#invalid-parameters$/);
    expect(body.problems.map((problem: { parameter: string }) => problem.parameter)).toContain(parameter);
    expect(await stored()).toEqual([]);
  });

  it('refuses a second one of the same address, and an eleventh', async () => {
    await add();
    await send('post', '', DRAFT).expect(400);
    await changeWebhooks(Array.from({ length: 10 }, (_, index) => ({ url: `https://crm.example/${index}` })));
    await send('post', '', DRAFT).expect(400);
  });
});

describe('PUT /api/v1/widgets/:hash/webhooks/:id', () => {
  it('changes it, and keeps secrets and the values of headers that are not given', async () => {
    const { id, secret } = await add();
    const headers = [
      { name: 'x-token', value: null },
      { name: 'x-more', value: 'more' },
    ];
    const changed = { ...DRAFT, url: 'https://crm.example/other', shape: 'flat', headers, scheduleSeconds: [0, 60] };
    const { body } = await send('put', `/${id}`, changed).expect(200);
    expect(body).toMatchObject({
      url: changed.url,
      shape: 'flat',
      headers: ['x-more', 'x-token'],
      scheduleSeconds: [0, 60],
    });
    expect(body.id).not.toBe(id);
    expect(await stored()).toMatchObject([
      { url: changed.url, headers: { 'x-token': 'hidden-token', 'x-more': 'more' }, secrets: [secret] },
    ]);
  });

  it('gives a token to no other host than the one that it was entered for', async () => {
    const { id } = await add();
    const moved = { ...DRAFT, url: 'https://evil.example/hook', headers: [{ name: 'x-token', value: null }] };
    const { body } = await send('put', `/${id}`, moved).expect(400);
    expect(body.problems).toEqual([{ parameter: 'headers.x-token', message: 'its value has to be entered' }]);
    await send('put', `/${id}`, { ...moved, headers: [{ name: 'x-token', value: 'for evil' }] }).expect(200);
    expect(await stored()).toMatchObject([{ headers: { 'x-token': 'for evil' } }]);
  });
});

const sign = (secret: string, text: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(text)
    .digest('base64')}`;

describe('the secrets of a webhook', () => {
  it('are two while one replaces the other, and both sign', async () => {
    const { id, secret: first } = await add({ url: `${sink.url}/rotated` });
    const { body } = await send('post', `/${id}/secrets`).expect(201);
    expect(body.webhook.secrets).toEqual([`…${body.secret.slice(-5)}`, `…${first.slice(-5)}`]);
    expect((await send('post', `/${id}/secrets`).expect(409)).body.type).toMatch(/#rotation-under-way$/);

    await send('post', `/${id}/test`).expect(200);
    const { headers, body: sent } = lastRequest();
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${sent}`;
    expect(headers['webhook-signature']).toBe(`${sign(String(body.secret), signed)} ${sign(first, signed)}`);

    const after = await send('delete', `/${id}/secrets/old`).expect(200);
    expect(after.body.secrets).toEqual([`…${body.secret.slice(-5)}`]);
    expect(await stored()).toMatchObject([{ secrets: [body.secret] }]);
  });
});

describe('POST /api/v1/widgets/:hash/webhooks/:id/test', () => {
  const test = async (draft: object) => (await send('post', `/${(await add(draft)).id}/test`).expect(200)).body;

  it('sends the end of a call in the shape of the webhook, with its headers', async () => {
    const answer = await test({ url: `${sink.url}/taken`, shape: 'flat' });
    expect(answer).toMatchObject({ outcome: 'taken', responseStatus: 200, address: '127.0.0.1', error: null });
    const { headers, body } = lastRequest();
    expect(headers).toMatchObject({ 'x-token': 'hidden-token', 'webhook-id': expect.stringMatching(/^test_/) });
    expect(JSON.parse(body)).toMatchObject({ hook_event: 'Call is over', status_code: 200, widget_name: 'Site' });
  });

  it('tells what the receiver has answered, without what it must not tell', async () => {
    sink.answerWith({ status: 500, body: 'token hidden-token is wrong' });
    expect(await test({ url: `${sink.url}/broken` })).toMatchObject({
      outcome: 'answered',
      responseStatus: 500,
      answer: 'token ••• is wrong',
    });
  });

  it('tells why there was no answer', async () => {
    expect(await test({ url: 'http://10.0.0.1/' })).toMatchObject({ outcome: 'refused', responseStatus: null });
    const closed = await startHttpSink();
    await closed.close();
    expect(await test({ url: closed.url })).toMatchObject({
      outcome: 'unanswered',
      error: expect.stringMatching(/refused/),
    });
  });
});

describe('switching a webhook', () => {
  it('off and on is for its owner, and known to all workers by a row', async () => {
    const { id } = await add();
    const address = { widgetHash: account.widgetHash, url: DRAFT.url };
    await cabinet.post(stranger, '/api/v1/webhooks/switch-off', address).expect(404);
    await cabinet.post(account, '/api/v1/webhooks/switch-off', { ...address, url: 'https://no.example/' }).expect(404);
    await cabinet.post(account, '/api/v1/webhooks/switch-off', address).expect(200);
    const off = await cabinet.get(account, '/api/v1/webhooks').expect(200);
    expect(off.body.items).toMatchObject([{ id, reason: 'owner', switchedOffAt: expect.any(String) }]);
    await cabinet.post(account, '/api/v1/webhooks/switch-on', address).expect(200);
    const on = await cabinet.get(account, '/api/v1/webhooks').expect(200);
    expect(on.body.items).toMatchObject([{ id, reason: null, failingSince: null }]);
  });
});

describe('webhooks of another account', () => {
  it('cannot be seen, changed, tried or removed', async () => {
    const { id } = await add();
    const before = await stored();
    expect((await cabinet.get(stranger, '/api/v1/webhooks').expect(200)).body.items).toEqual([]);
    for (const [method, rest] of [
      ['post', ''],
      ['put', `/${id}`],
      ['delete', `/${id}`],
      ['post', `/${id}/secrets`],
      ['delete', `/${id}/secrets/old`],
      ['post', `/${id}/test`],
    ] as const) {
      const { body } = await send(method, rest, DRAFT, stranger).expect(404);
      expect(body.type).toMatch(/#widget-not-found$/);
      await request(cabinet.url)[method](pathOf(rest)).send(DRAFT).expect(401);
    }
    expect(await stored()).toEqual(before);
    await send('delete', `/${id}`).expect(204);
    await send('delete', `/${id}`).expect(404);
    expect(await stored()).toEqual([]);
  });
});
