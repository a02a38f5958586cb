import { randomBytes } from 'node:crypto';

import { createAddressGuard } from '@ringback/delivery';
import { startSmtpSink, type SmtpSink } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const NOTHING = { subject: null, body: null };
const TEMPLATES = { submission: NOTHING, status: NOTHING };

let sink: SmtpSink;
let cabinet: TestConsole;
let account: TestAccount;
let stranger: TestAccount;
beforeAll(async () => {
  sink = await startSmtpSink();
  cabinet = await openTestConsole({
    mail: {
      secretKey: randomBytes(32).toString('base64'),
      smtp: { url: sink.url, from: 'Ringback <robot@ringback.example>' },
    },
    addressGuard: createAddressGuard({
      allowLoopback: true,
      resolve: (host) => Promise.resolve([{ address: host === 'localhost' ? '127.0.0.1' : '10.0.0.1', family: 4 }]),
    }),
  });
  [account, stranger] = await Promise.all([cabinet.addAccount('Shop'), cabinet.addAccount('Stranger')]);
});
afterAll(async () => {
  await cabinet.close();
  await sink.close();
});

const pathOf = (rest: string): string => `/api/v1/widgets/${account.widgetHash}/${rest}`;
const send = (method: 'put' | 'post' | 'delete', rest: string, body: object = {}, as = account): request.Test =>
  request(cabinet.url)[method](pathOf(rest)).auth(as.apiKey, { type: 'bearer' }).send(body);

describe('PUT /api/v1/widgets/:hash/letters', () => {
  it('keeps who is written to, and in which words', async () => {
    const letters = {
      recipients: [
        { to: 'boss@shop.example', letter: 'status', when: 'failure', office: 'Office' },
        { to: 'all@shop.example', letter: 'submission', when: 'all', office: null },
      ],
      templates: { ...TEMPLATES, status: { subject: '{{ status }}', body: '<p>{{ name }}</p>{% lead_table %}' } },
    };
    const { body } = await send('put', 'letters', letters).expect(200);
    expect(body).toEqual({
      language: 'ru',
      offices: ['Office'],
      ...letters,
      account: null,
      installationSender: 'Ringback <robot@ringback.example>',
    });
    expect((await cabinet.get(account, pathOf('letters')).expect(200)).body).toEqual(body);
  });

  it.each([
    ['{% include "/etc/passwd" %}', 2, 'tag "include" not found'],
    ['{{ name | nope }}', 2, 'undefined filter: nope'],
    [
      '{% for a in fields %}{% for b in fields %}{{ b.value }}{% endfor %}{% endfor %}',
      2,
      'the letter becomes too long',
    ],
    ['{% for i in (1..9) %}{% endfor %}', 2, 'ranges of numbers are not available; loop over fields or files'],
  ])('refuses the template %s, with its line, and keeps what was', async (body, line, message) => {
    const before = (await cabinet.get(account, pathOf('letters'))).body;
    const answer = await send('put', 'letters', {
      recipients: [],
      templates: { ...TEMPLATES, submission: { subject: null, body: `<p>x</p>\n${body}` } },
    }).expect(422);
    expect(answer.body).toMatchObject({
      type: expect.stringContaining('#template-not-valid'),
      problems: [{ letter: 'submission', part: 'body', line, message }],
    });
    expect((await cabinet.get(account, pathOf('letters'))).body).toEqual(before);
  });

  it.each([
    [{ to: 'nobody', letter: 'status' }, 'letters.recipients.0.to'],
    [{ to: 'a@b.example', letter: 'status', office: 'Moon' }, 'letters.recipients.0.office'],
    [{ to: 'a@b.example', letter: 'love' }, 'letters.recipients.0.letter'],
  ])('names what is wrong with the reader %j', async (recipient, parameter) => {
    const { body } = await send('put', 'letters', { recipients: [recipient], templates: TEMPLATES }).expect(400);
    expect(body.problems).toEqual([expect.objectContaining({ parameter })]);
  });
});

describe('POST /api/v1/widgets/:hash/letters/preview', () => {
  it('shows the letter, with nothing in it that could act', async () => {
    const draft = {
      letter: 'submission',
      subject: 'Call {{ name }}',
      body: '<p onclick="x()">{{ phone }}</p><script></script>',
    };
    const { body } = await send('post', 'letters/preview', draft).expect(200);
    expect(body).toMatchObject({ subject: 'Call Иван Петров', text: '+79161234567\n' });
    expect(body.html).toContain('<p>+79161234567</p>');
    expect(body.html).not.toMatch(/<script|onclick/);
  });

  it('says in which line a template fails', async () => {
    const { body } = await send('post', 'letters/preview', { letter: 'status', body: '\n\n{{ x }}' }).expect(422);
    expect(body.problems).toEqual([{ letter: 'status', part: 'body', line: 3, message: 'there is no x in a letter' }]);
  });
});

describe('POST /api/v1/widgets/:hash/letters/test', () => {
  const draft = { letter: 'submission', subject: 'Try', body: null, to: 'me@shop.example' };

  it('sends the letter by the installation, and by the account of the widget once it has one', async () => {
    const { body } = await send('post', 'letters/test', draft).expect(200);
    expect(body.response).toMatch(/^250 /);
    const own = { host: 'localhost', port: sink.port, security: 'none', sender: 'Shop <robot@shop.example>' };
    await send('put', 'smtp-account', own).expect(200);
    await send('post', 'letters/test', draft).expect(200);
    await send('delete', 'smtp-account').expect(204);
    expect(sink.mails.map(({ envelope, mail }) => [envelope.from, envelope.to, mail.subject])).toEqual([
      ['robot@ringback.example', ['me@shop.example'], 'Try'],
      ['robot@shop.example', ['me@shop.example'], 'Try'],
    ]);
  });

  it('tells why the mail server did not take it', async () => {
    sink.refuseNext(1, 550);
    const { body } = await send('post', 'letters/test', draft).expect(502);
    expect(body).toMatchObject({
      type: expect.stringContaining('#letter-not-sent'),
      detail: expect.stringContaining('550'),
    });
  });

  it('sends to one address only', async () => {
    await send('post', 'letters/test', { ...draft, to: 'a@b.example, c@d.example' }).expect(400);
  });
});

describe('PUT /api/v1/widgets/:hash/smtp-account', () => {
  const own = { host: 'localhost', port: 587, security: 'starttls', username: 'robot', sender: 'robot@shop.example' };
  const passwordSealed = async (): Promise<string | null | undefined> =>
    (await cabinet.database.prisma.smtpAccount.findFirst())?.passwordSealed;

  it('keeps the password sealed and shows it to nobody', async () => {
    const { body } = await send('put', 'smtp-account', { ...own, password: 'secret word' }).expect(200);
    expect(body).toEqual({ ...own, hasPassword: true });
    expect((await cabinet.get(account, pathOf('letters'))).body.account).toEqual(body);
    const sealed = await passwordSealed();
    expect(sealed).toMatch(/^[A-Za-z0-9+/]{40,}=*$/);
    expect(Buffer.from(sealed ?? '', 'base64').toString('latin1')).not.toContain('secret');
  });

  it('keeps a password that is not given again for the same server, and for no other', async () => {
    const before = await passwordSealed();
    await send('put', 'smtp-account', { ...own, sender: 'other@shop.example' }).expect(200);
    expect(await passwordSealed()).toBe(before);
    const { body } = await send('put', 'smtp-account', { ...own, port: 465 }).expect(200);
    expect(body.hasPassword).toBe(false);
  });

  it('refuses a server inside of a network and the ports of other services', async () => {
    const { body } = await send('put', 'smtp-account', { ...own, host: 'inside.example' }).expect(422);
    expect(body.detail).toBe(
      'The mail server cannot be used: the host has an address that is not on the public internet.',
    );
    await send('put', 'smtp-account', { ...own, host: '10.0.0.1', port: 25 }).expect(422);
  });

  it('takes no password for an open line', async () => {
    await send('put', 'smtp-account', { ...own, security: 'none' }).expect(400);
  });
});

describe('the letters of a widget', () => {
  it.each([
    ['put', 'letters', { recipients: [], templates: TEMPLATES }],
    ['post', 'letters/preview', { letter: 'status' }],
    ['post', 'letters/test', { letter: 'status', to: 'a@b.example' }],
    ['put', 'smtp-account', { host: 'localhost', sender: 'a@b.example' }],
    ['delete', 'smtp-account', {}],
  ] as const)('are not for other accounts: %s %s', async (method, rest, body) => {
    await send(method, rest, body, stranger).expect(404);
    await request(cabinet.url)[method](pathOf(rest)).send(body).expect(401);
  });

  it('are not read by other accounts', async () => {
    await cabinet.get(stranger, pathOf('letters')).expect(404);
  });
});
