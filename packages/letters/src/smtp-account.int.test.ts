import { createAddressGuard, type AddressGuard } from '@ringback/delivery';
import { startSmtpSink, type SmtpSink, type SmtpSinkOptions } from '@ringback/test-kit';
import { afterEach, describe, expect, it } from '@jest/globals';

import { buildMessage } from './build-message.ts';
import { classifySmtpError } from './classify-smtp-error.ts';
import { createAccountMailer, smtpAccountSchema, type OpenSmtpAccount } from './smtp-account.ts';

const SIGN_IN = { username: 'robot', password: 'right' };
const message = buildMessage({
  deliveryId: '0199-delivery',
  from: 'Shop <robot@shop.example>',
  to: 'boss@shop.example',
  replyTo: null,
  letter: { subject: 'New lead', text: 'text', html: '<p>text</p>' },
});

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openSink(options: SmtpSinkOptions): Promise<SmtpSink> {
  const sink = await startSmtpSink(options);
  closers.push(sink.close);
  return sink;
}

interface Sending {
  account?: Partial<OpenSmtpAccount>;
  ca?: string;
  guard?: AddressGuard;
}

async function sendTo(port: number, { account, ca, guard = createAddressGuard({ allowLoopback: true }) }: Sending) {
  const mailer = createAccountMailer(
    { host: 'localhost', port, security: 'starttls', ...SIGN_IN, sender: 'robot@shop.example', ...account },
    { guard, ...(ca !== undefined && { ca }), sendWithinMs: 20_000 },
  );
  closers.push(mailer.close);
  return mailer.send(message).then(
    () => null,
    (err: unknown) => err,
  );
}

describe('createAccountMailer', () => {
  it.each(['starttls', 'tls'] as const)(
    'signs in and delivers over %s, with the certificate checked',
    async (security) => {
      const sink = await openSink({ security, signIn: SIGN_IN });
      expect(await sendTo(sink.port, { account: { security }, ca: sink.ca })).toBeNull();
      expect(sink.mails.map(({ envelope }) => envelope)).toEqual([
        { from: 'robot@shop.example', to: ['boss@shop.example'] },
      ]);
    },
  );

  it.each(['starttls', 'tls'] as const)(
    'gives nothing away to a server without a good certificate: %s',
    async (security) => {
      const sink = await openSink({ security, signIn: SIGN_IN });
      const err = await sendTo(sink.port, { account: { security } });
      expect(err).toMatchObject({ message: expect.stringMatching(/certificate/) });
      expect(classifySmtpError(err)).toBe('temporary');
      expect(await sendTo(sink.port, { account: { security, host: '127.0.0.1' }, ca: sink.ca })).toBeInstanceOf(Error);
      expect(sink.mails).toEqual([]);
    },
  );

  it('says no password on an open line, whatever the server offers', async () => {
    const sink = await openSink({ security: 'none', signIn: SIGN_IN });
    expect(await sendTo(sink.port, {})).toMatchObject({ code: 'ETLS' });
    expect(sink.mails).toEqual([]);
  });

  it('takes a wrong password for something that the owner may mend', async () => {
    const sink = await openSink({ security: 'starttls', signIn: SIGN_IN });
    const err = await sendTo(sink.port, { account: { password: 'wrong' }, ca: sink.ca });
    expect(err).toMatchObject({ code: 'EAUTH', responseCode: 535 });
    expect(classifySmtpError(err)).toBe('temporary');
  });

  it('delivers without signing in where that is wanted', async () => {
    const sink = await openSink({});
    const account = { security: 'none', username: null, password: null } as const;
    expect(await sendTo(sink.port, { account })).toBeNull();
    expect(sink.mails).toHaveLength(1);
  });

  it('reaches no server on our side of the wall', async () => {
    const sink = await openSink({});
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const guard = createAddressGuard({ resolve });
    for (const host of ['localhost', '127.0.0.1', '2130706433', '[::1]', '::ffff:7f00:1', '10.0.0.1', 'mail.example']) {
      expect(await sendTo(sink.port, { guard, account: { host } })).toMatchObject({ name: 'TargetRefusedError' });
    }
    expect(sink.mails).toEqual([]);
  });

  it.each([22, 80, 443, 3306, 6379])('speaks to no port %i of the internet', async (port) => {
    const guard = createAddressGuard({ resolve: () => Promise.resolve([{ address: '192.0.1.1', family: 4 }]) });
    expect(await sendTo(port, { guard })).toMatchObject({ name: 'TargetRefusedError' });
  });
});

describe('smtpAccountSchema', () => {
  const account = { host: 'mail.shop.example', sender: 'Shop <robot@shop.example>' };

  it('asks for little', () => {
    expect(smtpAccountSchema.validate(account).value).toEqual({
      ...account,
      port: 587,
      security: 'starttls',
      username: null,
      password: null,
    });
  });

  it.each([
    { sender: 'robot' },
    { sender: 'a@shop.example, b@shop.example' },
    { sender: 'A <a@shop.example>, B <b@shop.example>' },
    { sender: 'A <a@shop.example>\r\nBcc: b@shop.example' },
    { sender: 'x@y.example>, <evil@e.example' },
    { host: 'a b' },
    { host: 'a/b' },
    { host: 'user@a' },
    { port: 0 },
    { security: 'none', username: 'robot' },
    { security: 'perhaps' },
  ])('refuses %j', (wrong) => {
    expect(smtpAccountSchema.validate({ ...account, ...wrong }).error).toBeDefined();
  });
});
