import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { findSmtpAccount, removeSmtpAccount, saveSmtpAccount, type SmtpAccount } from './smtp-accounts.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const ACCOUNT: SmtpAccount = {
  host: 'mail.shop.example',
  port: 587,
  security: 'starttls',
  username: 'robot',
  passwordSealed: 'c2VhbGVk',
  sender: 'Shop <robot@shop.example>',
  updatedAt: new Date('2026-11-23T10:00:00.000Z'),
};

describe('saveSmtpAccount', () => {
  it('keeps one account for a widget, until it is removed', async () => {
    const { prisma } = test.db;
    const { widgetId: id, widgetHash: hash } = test;
    expect(await findSmtpAccount(prisma, hash)).toBeNull();
    await saveSmtpAccount(prisma, id, ACCOUNT);
    expect(await findSmtpAccount(prisma, hash)).toEqual(ACCOUNT);

    const open = { ...ACCOUNT, port: 25, security: 'none', username: null, passwordSealed: null } as const;
    await saveSmtpAccount(prisma, id, open);
    expect(await findSmtpAccount(prisma, hash)).toEqual(open);

    await removeSmtpAccount(prisma, id);
    expect(await findSmtpAccount(prisma, hash)).toBeNull();
  });
});
