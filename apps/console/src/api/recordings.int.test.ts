import { randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addRecording, askForRecordingAt, keepRecording } from '@ringback/db';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const WAV = randomBytes(1644);

let cabinet: TestConsole;
let account: TestAccount;
let other: TestAccount;
beforeAll(async () => {
  cabinet = await openTestConsole();
  account = await cabinet.addAccount('Recordings');
  other = await cabinet.addAccount('Other');
});
afterAll(() => cabinet.close());

interface Recorded {
  leadId: string;
  name: string;
  path: string;
}

async function record(): Promise<Recorded> {
  const leadId = await cabinet.addLead(account);
  const name = `${leadId}-a1-b-r`;
  await addRecording(cabinet.database.prisma, { leadId, attempt: 1, exchange: 'ringback', name }, new Date());
  return { leadId, name, path: `/api/v1/leads/${leadId}/recordings/1` };
}

async function keep(): Promise<Recorded> {
  const recorded = await record();
  const key = await cabinet.keepFile(WAV);
  await keepRecording(cabinet.database.prisma, { name: recorded.name, key, bytes: WAV.length });
  return recorded;
}

describe('GET /api/v1/leads/{id}/recordings/{attempt}', () => {
  it('gives the sound byte for byte, to an API key and to a signed-in user', async () => {
    const { leadId, path } = await keep();
    const { headers, body } = await cabinet.get(account, path).buffer(true).expect(200);

    expect(body).toEqual(WAV);
    expect(headers).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(WAV.length),
      'content-disposition': `attachment; filename=${leadId}-1.wav`,
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
    });
    await request(cabinet.url)
      .get(path)
      .set('Cookie', await cabinet.signIn(account.member))
      .expect(200);
  });

  it('gives the part that a player asks for, and refuses one that is not there', async () => {
    const { path } = await keep();
    const part = await cabinet.get(account, path).set('Range', 'bytes=44-').buffer(true).expect(206);
    expect(part.body).toEqual(WAV.subarray(44));
    expect(part.headers['content-range']).toBe(`bytes 44-${WAV.length - 1}/${WAV.length}`);
    const beyond = await cabinet.get(account, path).set('Range', 'bytes=5000-').expect(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${WAV.length}`);
  });

  it('hides the recording of another account as if it were not there', async () => {
    const { path } = await keep();
    const foreign = await cabinet.addLead(other);
    for (const address of [path, path.replace(/leads\/[^/]+/, `leads/${foreign}`)]) {
      const { body } = await cabinet.get(other, address).expect(404);
      expect(body.type).toMatch(/#recording-not-found$/);
    }
  });

  it('refuses who is not signed in, and leads a person who follows a link to the sign-in', async () => {
    const { leadId, path } = await keep();
    await request(cabinet.url).get(path).expect(401);
    const { headers } = await request(cabinet.url).get(path).set('Sec-Fetch-Mode', 'navigate').expect(303);
    expect(headers['location']).toBe(`/leads/${leadId}#recordings`);
  });

  it('asks to come again while the recording is on its way', async () => {
    const { leadId, path } = await record();
    const { body, headers } = await cabinet.get(account, path).expect(409);
    expect(body.type).toMatch(/#recording-not-ready$/);
    expect(headers['retry-after']).toBe('5');
    const lead = await cabinet.get(account, `/api/v1/leads/${leadId}`).expect(200);
    expect(lead.body.recordings).toMatchObject([{ attempt: 1, state: 'recorded', bytes: null, url: path }]);
  });

  it('has nothing where the recording was lost, or never was', async () => {
    const { leadId, name, path } = await record();
    await askForRecordingAt(cabinet.database.prisma, name, null);
    const never = [path.replace(/1$/, '2'), path.replace(/1$/, 'x'), path.replace(leadId, randomUUID())];
    for (const address of [path, ...never, path.replace(leadId, 'x')]) {
      const { body } = await cabinet.get(account, address).expect(404);
      expect(body.type).toMatch(/#recording-not-found$/);
    }
  });
});
