import type { SmtpAccount } from '@ringback/db';
import { createAddressGuard } from '@ringback/delivery';
import { startSmtpSink, type SmtpSink } from '@ringback/test-kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { buildMessage } from './build-message.ts';
import { createPostOffice, type PostOffice } from './post-office.ts';

let sink: SmtpSink;
let accounts: Map<string, SmtpAccount>;
let office: PostOffice;
const atInstallation: string[] = [];

beforeEach(async () => {
  sink = await startSmtpSink({ security: 'starttls', signIn: { username: 'robot', password: 'right' } });
  accounts = new Map();
  office = openOffice((sealed) => sealed.replace('sealed ', ''));
});
afterEach(async () => {
  office.close();
  await sink.close();
  atInstallation.length = 0;
});

const openOffice = (open: (sealed: string) => string): PostOffice =>
  createPostOffice({
    guard: createAddressGuard({ allowLoopback: true }),
    ca: sink.ca,
    findAccount: (widgetHash) => Promise.resolve(accounts.get(widgetHash) ?? null),
    open,
    installation: {
      sender: 'robot@ringback.example',
      mailer: {
        send: ({ from }) => {
          atInstallation.push(from);
          return Promise.resolve({ response: '250' });
        },
      },
    },
  });

const buildAccount = (account: Partial<SmtpAccount> = {}): SmtpAccount => ({
  host: 'localhost',
  port: sink.port,
  security: 'starttls',
  username: 'robot',
  passwordSealed: 'sealed right',
  sender: 'Shop <robot@shop.example>',
  updatedAt: new Date(1),
  ...account,
});

async function send(widgetHash: string): Promise<string | null> {
  const { mailer, sender } = await office.find(widgetHash);
  const letter = { subject: 'New lead', text: 'text', html: '<p>text</p>' };
  const message = buildMessage({ deliveryId: 'x', from: sender, to: 'boss@shop.example', replyTo: null, letter });
  return mailer.send(message).then(
    () => null,
    (err: unknown) => (err instanceof Error ? err.message : 'no error'),
  );
}

describe('createPostOffice', () => {
  it('sends letters by the account of their widget, and all others by that of the installation', async () => {
    accounts.set('own', buildAccount());
    expect([await send('own'), await send('other')]).toEqual([null, null]);
    expect(sink.mails.map(({ envelope }) => envelope.from)).toEqual(['robot@shop.example']);
    expect(atInstallation).toEqual(['robot@ringback.example']);
  });

  it('says what is wrong where a password was sealed with another key, until it is entered again', async () => {
    const open = (): never => {
      throw new Error('unable to authenticate data');
    };
    office.close();
    office = openOffice(open);
    accounts.set('own', buildAccount());
    expect(await send('own')).toBe('the password of the mail server cannot be read: enter it again');
    accounts.set(
      'own',
      buildAccount({ security: 'none', username: null, passwordSealed: null, updatedAt: new Date(2) }),
    );
    expect(await send('own')).not.toContain('cannot be read');
  });

  it('follows the account when it changes and when it goes', async () => {
    accounts.set('own', buildAccount({ passwordSealed: 'sealed wrong' }));
    expect(await send('own')).toContain('wrong name or password');
    accounts.set('own', buildAccount({ updatedAt: new Date(2) }));
    expect(await send('own')).toBeNull();
    expect(sink.mails).toHaveLength(1);
    accounts.delete('own');
    expect(await send('own')).toBeNull();
    expect(sink.mails).toHaveLength(1);
    expect(atInstallation).toHaveLength(1);
  });

  it('keeps the ways of so many widgets only, and opens one again when it is asked for', async () => {
    for (let number = 0; number <= 120; number += 1) accounts.set(`own-${number}`, buildAccount());
    const first = await office.find('own-0');
    for (const widgetHash of accounts.keys()) await office.find(widgetHash);
    expect(await office.find('own-120')).toEqual(await office.find('own-120'));
    expect((await office.find('own-0')).mailer).not.toBe(first.mailer);
    expect(await send('own-0')).toBeNull();
  });
});
