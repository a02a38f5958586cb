import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { openTestConsole, type TestConsole } from '../open-test-console.ts';

// A file of its own: tries are counted per address, and every test comes from the same one.
let cabinet: TestConsole;
beforeAll(async () => {
  cabinet = await openTestConsole({ publicUrl: 'https://console.test' });
});
afterAll(() => cabinet.close());

describe('POST /api/auth/sign-in/email', () => {
  it('asks a guesser to wait, whatever address the guesser claims to have', async () => {
    const { member } = await cabinet.addAccount('Guessed');
    const signIn = await request(cabinet.url).post('/api/auth/sign-in/email').send(member).expect(204);
    expect(signIn.get('Set-Cookie')?.[0]).toMatch(/^__Secure-ringback\.session_token=.*; Secure/);

    const guess = (n: number) =>
      request(cabinet.url)
        .post('/api/auth/sign-in/email')
        .set({ 'X-Forwarded-For': `198.51.100.${n}`, 'X-Client-Address': `198.51.100.${n}` })
        .send({ ...member, password: `guess ${n}` });
    const statuses: number[] = [];
    for (let n = 1; n <= 10; n += 1) statuses.push((await guess(n)).status);
    const refused = await guess(11).expect(429);

    expect(statuses).toEqual([...Array.from({ length: 9 }, () => 401), 429]);
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
    expect(refused.body.type).toBe('https://console.test/docs/problems.md#too-many-tries');
  });
});
