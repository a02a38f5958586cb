import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { openTestConsole, type TestConsole } from '../open-test-console.ts';
import { createAccount, readAccountArguments, type AccountRequest } from './create-account.ts';

let cabinet: TestConsole;
beforeAll(async () => {
  cabinet = await openTestConsole();
});
afterAll(() => cabinet.close());

const ANNA: AccountRequest = {
  account: 'Shop',
  email: 'anna@shop.example',
  name: 'Anna',
  role: 'operator',
  wantsApiKey: false,
};

const trySignIn = async (email: string, password: string): Promise<number> =>
  (await request(cabinet.url).post('/api/auth/sign-in/email').send({ email, password })).status;

describe('readAccountArguments', () => {
  it('takes a member who is called by the e-mail address unless more is said', () => {
    expect(readAccountArguments(['--account', 'Shop', '--email', 'Anna@shop.example'])).toEqual({
      account: 'Shop',
      email: 'anna@shop.example',
      name: 'anna@shop.example',
      role: 'member',
      wantsApiKey: false,
    });
    expect(
      readAccountArguments(['--account=Shop', '--email=a@shop.example', '--name=Anna', '--operator', '--api-key']),
    ).toMatchObject({ name: 'Anna', role: 'operator', wantsApiKey: true });
  });

  it('names everything that is wrong', () => {
    expect(() => readAccountArguments(['--email', 'anna'])).toThrow(/"account" is required.*"email"/);
    expect(() => readAccountArguments(['--acount', 'Shop'])).toThrow(/--acount/);
  });
});

describe('createAccount', () => {
  it('makes a user who can sign in and a key that opens the API', async () => {
    const { isNewAccount, password, apiKey } = await createAccount(cabinet.database, ANNA);

    expect(isNewAccount).toBe(true);
    expect(await trySignIn(ANNA.email, password)).toBe(204);
    await request(cabinet.url)
      .get('/api/v1/leads')
      .auth(apiKey ?? '', { type: 'bearer' })
      .expect(200);
  });

  it('gives a user who is known a new password, and no second key unless asked', async () => {
    const first = await createAccount(cabinet.database, { ...ANNA, account: 'Again', email: 'again@shop.example' });
    const second = await createAccount(cabinet.database, { ...ANNA, account: 'Again', email: 'again@shop.example' });

    expect(second).toMatchObject({ isNewAccount: false, isNewUser: false, apiKey: null });
    expect(await trySignIn('again@shop.example', first.password)).toBe(401);
    expect(await trySignIn('again@shop.example', second.password)).toBe(204);
  });

  it('adds a second user to an account that exists', async () => {
    const account = 'Two people';
    await createAccount(cabinet.database, { ...ANNA, account, email: 'one@shop.example' });
    const added = await createAccount(cabinet.database, {
      ...ANNA,
      account,
      email: 'two@shop.example',
      wantsApiKey: true,
    });

    expect(added).toMatchObject({ isNewAccount: false, isNewUser: true, apiKey: expect.any(String) });
    expect(await cabinet.database.prisma.user.count({ where: { account: { name: account } } })).toBe(2);
  });

  it('moves nobody from one account to another', async () => {
    await createAccount(cabinet.database, { ...ANNA, account: 'Here', email: 'here@shop.example' });
    const moved = createAccount(cabinet.database, { ...ANNA, account: 'There', email: 'here@shop.example' });

    await expect(moved).rejects.toMatchObject({ code: 'email-taken' });
    expect(await cabinet.database.prisma.account.count({ where: { name: 'There' } })).toBe(0);
  });
});
