import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashApiKey } from '@ringback/db';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

let cabinet: TestConsole;
let account: TestAccount;
beforeAll(async () => {
  cabinet = await openTestConsole();
  account = await cabinet.addAccount('Access');
});
afterAll(() => cabinet.close());

const api = () => request(cabinet.url);

describe('an API key', () => {
  it('opens its account until it is revoked', async () => {
    const key = randomUUID();
    const row = { accountId: account.id, name: 'short-lived', keyHash: hashApiKey(key) };
    await cabinet.database.prisma.apiKey.create({ data: row });
    const read = () => api().get('/api/v1/leads').auth(key, { type: 'bearer' });

    await read().expect(200);
    await cabinet.database.prisma.apiKey.update({ where: { keyHash: row.keyHash }, data: { revokedAt: new Date() } });
    const { body, headers } = await read().expect(401);

    expect(headers['www-authenticate']).toBe('Bearer');
    expect(body.type).toMatch(/#not-signed-in$/);
  });

  it('that is unknown is refused, whatever session comes with it', async () => {
    const cookie = await cabinet.signIn(account.member);
    const answer = await api().get('/api/v1/leads').set('Cookie', cookie).auth('guess', { type: 'bearer' });
    expect(answer.status).toBe(401);
  });
});

describe('POST /api/auth/sign-in/email', () => {
  it('opens a session whose cookie no script and no other site can use', async () => {
    const answer = await api().post('/api/auth/sign-in/email').send(account.member).expect(204);

    const [cookie = ''] = answer.get('Set-Cookie') ?? [];
    expect(cookie).toMatch(/^ringback\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
    const session = await api().get('/api/v1/session').set('Cookie', cookie).expect(200);
    expect(session.body).toEqual({
      user: { email: account.member.email, name: 'Masha', role: 'member' },
      account: { name: 'Access' },
    });
  });

  it('tells nobody whether it was the e-mail or the password', async () => {
    const { email } = account.member;
    for (const credentials of [
      { email, password: 'wrong' },
      { email: 'nobody@example.com', password: 'demo' },
      { email: 'no e-mail', password: 'demo' },
    ]) {
      const { body } = await api().post('/api/auth/sign-in/email').send(credentials).expect(401);
      expect(body).toMatchObject({ title: 'Wrong e-mail or password' });
    }
  });

  it('refuses what is no sign-in', async () => {
    const answers = [
      await api()
        .post('/api/auth/sign-in/email')
        .send({ email: {}, password: ['demo'] }),
      await api().post('/api/auth/sign-in/email').type('json').send('{'),
      await api().post('/api/auth/sign-in/email').type('text').send('demo'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  it('refuses a page of another site', async () => {
    const post = () => api().post('/api/auth/sign-in/email').send(account.member);

    await post().set('Sec-Fetch-Site', 'cross-site').expect(403);
    await post().set('Sec-Fetch-Site', 'same-site').expect(403);
    await post().set('Origin', 'https://evil.example').expect(403);
    const { body } = await post().set('Origin', 'null').expect(403);
    expect(body.type).toMatch(/#foreign-origin$/);
    await post().set('Origin', cabinet.url).expect(204);
  });

  it('has no sign-up beside it, and nothing else of the library', async () => {
    const newcomer = { email: 'new@example.com', password: 'long enough', name: 'New' };
    for (const path of ['sign-up/email', 'update-user', 'change-email', 'delete-user']) {
      await api().post(`/api/auth/${path}`).send(newcomer).expect(404);
    }
    await api().get('/api/auth/get-session').expect(404);
  });
});

describe('POST /api/auth/sign-out', () => {
  it('ends the session, also for whoever has kept the cookie', async () => {
    const cookie = await cabinet.signIn(account.member);

    const answer = await api().post('/api/auth/sign-out').set('Cookie', cookie).send({}).expect(204);

    expect(answer.get('Set-Cookie')?.[0]).toMatch(/session_token=;.*Max-Age=0/);
    await api().get('/api/v1/session').set('Cookie', cookie).expect(401);
  });
});

describe('the session', () => {
  it('is nobody’s without its signature', async () => {
    const cookie = await cabinet.signIn(account.member);
    await api()
      .get('/api/v1/session')
      .set('Cookie', cookie.replace(/\.[^.]*$/, '.forged'))
      .expect(401);
    await api().get('/api/v1/session').set('Cookie', 'ringback.session_token=%E0%A4%A').expect(401);
  });

  it('reads the leads of its account', async () => {
    const id = await cabinet.addLead(account);
    const other = await cabinet.addLead(await cabinet.addAccount('Other'));
    const cookie = await cabinet.signIn(account.member);

    await api().get(`/api/v1/leads/${id}`).set('Cookie', cookie).expect(200);
    await api().get(`/api/v1/leads/${other}`).set('Cookie', cookie).expect(404);
  });
});
