import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadView } from '@ringback/db';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const PAGE = Buffer.from('<svg onload="alert(1)">\0\xff', 'latin1');

let cabinet: TestConsole;
let account: TestAccount;
beforeAll(async () => {
  cabinet = await openTestConsole();
  account = await cabinet.addAccount('Files');
});
afterAll(() => cabinet.close());

interface AddedFile {
  leadId: string;
  path: string;
}

async function addFile(name: string, key?: string | null): Promise<AddedFile> {
  const stored = key === undefined ? await cabinet.keepFile(PAGE) : key;
  const refusal = stored === null ? 'too-large' : null;
  const file = {
    key: stored,
    field: 'photo',
    name,
    contentType: 'image/svg+xml',
    bytes: PAGE.length,
    refusal,
  } as const;
  const leadId = await cabinet.addLead(account, { files: [file] });
  const { body }: { body: LeadView } = await cabinet.get(account, `/api/v1/leads/${leadId}`).expect(200);
  return { leadId, path: `/api/v1/leads/${leadId}/files/${body.files[0]?.id}` };
}

describe('GET /api/v1/leads/{id}/files/{fileId}', () => {
  it('gives the file byte for byte, to be saved and never to be shown', async () => {
    const { path } = await addFile('Ёлка "1".svg');
    const answer = await cabinet.get(account, path).buffer(true).expect(200);

    expect(answer.body).toEqual(PAGE);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(PAGE.length),
      'content-disposition': `attachment; filename="???? \\"1\\".svg"; filename*=UTF-8''%D0%81%D0%BB%D0%BA%D0%B0%20%221%22.svg`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it('lets a signed-in user of the account download it', async () => {
    const { path } = await addFile('a.txt');
    const cookie = await cabinet.signIn(account.member);
    await request(cabinet.url).get(path).set('Cookie', cookie).expect(200);
    await request(cabinet.url).get(path).expect(401);
  });

  it('hides the file of another account as if it were not there', async () => {
    const other = await cabinet.addAccount('Other');
    const { path } = await addFile('a.txt');
    const otherLead = await cabinet.addLead(other);

    for (const address of [path, path.replace(/leads\/[^/]+/, `leads/${otherLead}`)]) {
      const { body } = await cabinet.get(other, address).expect(404);
      expect(body.type).toMatch(/#file-not-found$/);
    }
  });

  it('has nothing where the file was not kept, or is gone, or never was', async () => {
    const { leadId, path: refused } = await addFile('a.txt', null);
    const { path: gone } = await addFile('a.txt', `2026-11-20/${randomUUID()}`);

    for (const path of [refused, gone, `/api/v1/leads/${leadId}/files/x`, `/api/v1/leads/x/files/${randomUUID()}`]) {
      const { body } = await cabinet.get(account, path).expect(404);
      expect(body.type).toMatch(/#file-not-found$/);
    }
  });
});
