import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

import { startSmtpSink, type SmtpSink } from '@ringback/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { buildLetter } from './build-letter.ts';
import { buildMessage, type Message } from './build-message.ts';
import { classifySmtpError } from './classify-smtp-error.ts';
import { createMailer, type Mailer } from './create-mailer.ts';

const EVIL = 'Иван\r\nBcc: evil@example.com\r\n\r\n<script>"\u2028';

const letter = buildLetter(
  'submission',
  {
    id: '0199-lead',
    receivedAt: '2026-11-23T10:00:00.000Z',
    widgetName: 'Demo',
    phone: '+79000000010',
    phoneRaw: null,
    visitorName: EVIL,
    email: 'ivan@site.example',
    comment: '.\r\nQUIT\r\n.\r\nstill here',
    formName: EVIL,
    fields: [{ name: EVIL, value: EVIL }],
    files: [],
    recordings: [],
    utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
    page: null,
    status: null,
    talkSeconds: null,
  },
  { language: 'ru', consoleUrl: 'https://cabinet.example' },
);

const buildTestMessage = (rest: Partial<Parameters<typeof buildMessage>[0]> = {}): Message =>
  buildMessage({
    deliveryId: '0199-delivery',
    from: 'Ringback <robot@ringback.example>',
    to: 'boss@site.example',
    replyTo: 'ivan@site.example',
    letter,
    ...rest,
  });

const mailers: Mailer[] = [];
const openMailer = (smtpUrl: string, sendWithinMs?: number): Mailer => {
  const mailer = createMailer({ smtpUrl, ...(sendWithinMs === undefined ? {} : { sendWithinMs }) });
  mailers.push(mailer);
  return mailer;
};

afterEach(() => {
  for (const mailer of mailers.splice(0)) mailer.close();
});

describe('createMailer with a server that takes letters', () => {
  let sink: SmtpSink;
  beforeAll(async () => {
    sink = await startSmtpSink();
  });
  afterAll(() => sink.close());

  it('delivers the letter to one recipient under its own id, and nothing that a visitor typed becomes a header', async () => {
    const { response } = await openMailer(sink.url).send(buildTestMessage());
    const received = sink.mails.at(-1);

    expect(response).toMatch(/^250 /);
    expect(received?.envelope).toEqual({ from: 'robot@ringback.example', to: ['boss@site.example'] });
    expect(received?.mail).toMatchObject({
      messageId: '<0199-delivery@ringback.example>',
      subject: letter.subject,
      replyTo: [{ address: 'ivan@site.example' }],
    });
    expect(received?.mail.text?.trim()).toBe(letter.text.trim());
    expect(received?.mail.html?.trim()).toBe(letter.html.trim());
    expect(received?.mail.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
    expect(received?.mail.headers.map(({ key }) => key)).not.toContain('bcc');
  });

  it('delivers attachments byte for byte, under names that stay names', async () => {
    const content = Buffer.from('\0\r\n.\r\n\xff', 'latin1');
    const attachments = ['Резюме (2).pdf', EVIL].map((name) => ({ name, contentType: 'text/html', content }));
    await openMailer(sink.url).send(buildTestMessage({ attachments }));

    const received = sink.mails.at(-1)?.mail;
    expect(received?.attachments.map((one) => [one.mimeType, one.disposition])).toEqual([
      ['application/octet-stream', 'attachment'],
      ['application/octet-stream', 'attachment'],
    ]);
    expect(received?.attachments[0]?.filename).toBe('Резюме (2).pdf');
    for (const { content: bytes } of received?.attachments ?? []) {
      expect(typeof bytes === 'string' ? bytes : Buffer.from(new Uint8Array(bytes))).toEqual(content);
    }
    expect(received?.headers.map(({ key }) => key)).not.toContain('bcc');
  });

  it.each([
    [451, 'temporary'],
    [552, 'permanent'],
  ])('does not try again by itself when the letter is refused with %i', async (code, fault) => {
    const mailer = openMailer(sink.url);
    const before = sink.mails.length;
    sink.refuseNext(1, code);
    const err: unknown = await mailer.send(buildTestMessage()).catch((reason: unknown) => reason);

    expect(classifySmtpError(err)).toBe(fault);
    expect(sink.mails).toHaveLength(before);
    await expect(mailer.send(buildTestMessage())).resolves.toBeDefined();
  });
});

describe('createMailer with a server that does not', () => {
  const sockets: Socket[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const close of closers.splice(0)) await close();
  });

  /** Answers each command by its first word; what is not listed gets 250. Without a greeting the server is silent. */
  async function listen(answers: Record<string, string>, greeting: string | null = '220 hello'): Promise<string> {
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      if (greeting === null) return;
      socket.write(`${greeting}\r\n`);
      socket.on('data', (chunk) => {
        const word = /^[A-Za-z]+/.exec(chunk.toString('latin1'))?.[0].toUpperCase() ?? '';
        if (answers[word] === 'drop') socket.destroy();
        else if (answers[word] !== 'hang') socket.write(`${answers[word] ?? '250 ok'}\r\n`);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    closers.push(() => {
      const closed = once(server, 'close');
      server.close();
      return closed;
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `smtp://user:secret@127.0.0.1:${String(address.port)}`;
  }

  const AUTH = { EHLO: '250-hello\r\n250 AUTH PLAIN', AUTH: '235 welcome' };
  it.each([
    ['refuses the recipient', 'permanent', { ...AUTH, RCPT: '550 no such user' }],
    ['wants the recipient later', 'temporary', { ...AUTH, RCPT: '450 greylisted' }],
    ['refuses the sender', 'permanent', { ...AUTH, MAIL: '553 not yours' }],
    ['refuses the data', 'permanent', { ...AUTH, DATA: '554 no' }],
    ['refuses the log-in', 'temporary', { ...AUTH, AUTH: '535 wrong password' }],
    ['hangs after the data', 'temporary', { ...AUTH, DATA: 'hang' }],
    ['drops the connection', 'temporary', { ...AUTH, MAIL: 'drop' }],
  ])('fails when it %s: %s', async (_what, fault, answers: Record<string, string>) => {
    const err: unknown = await openMailer(await listen(answers), 500)
      .send(buildTestMessage())
      .then(
        () => null,
        (reason: unknown) => reason,
      );
    expect(err).not.toBeNull();
    expect(classifySmtpError(err)).toBe(fault);
  });

  it.each(['554 go away', '421 too busy', null])('takes the greeting %j for a temporary fault', async (greeting) => {
    const mailer = openMailer(await listen({}, greeting), 500);
    const err: unknown = await mailer.send(buildTestMessage()).catch((reason: unknown) => reason);
    expect(classifySmtpError(err)).toBe('temporary');
  });

  it('takes a server that is not there for a temporary fault', async () => {
    const smtpUrl = await listen({});
    await closers.pop()?.();
    const err: unknown = await openMailer(smtpUrl)
      .send(buildTestMessage())
      .catch((reason: unknown) => reason);
    expect(err).toMatchObject({ code: 'ESOCKET' });
    expect(classifySmtpError(err)).toBe('temporary');
  });
});
