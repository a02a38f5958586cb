import { createConsole, type Console } from '@ringback/console';
import { saveApiKey } from '@ringback/db';
import { parseWav } from '@ringback/telephony';
import { createTestLogger, waitFor } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openTestStand, type TestStand } from './test-stand.ts';

const KEY = 'key-of-the-account';
const OTHER_KEY = 'key-of-another-account';
/** Where the stand's worker believes the console to be. */
const CONSOLE_URL = 'http://127.0.0.1:3200';

let stand: TestStand;
let cabinet: Console;
beforeAll(async () => {
  stand = await openTestStand();
  await stand.startWorker();
  const { database, redis, files, log } = stand.ingestConfig;
  const http = { host: '127.0.0.1', port: 0, trustProxyHops: 0 };
  const authSecret = 'a secret of the tests, which is long enough 0123456789';
  const config = { http, publicUrl: CONSOLE_URL, database, redis, files, authSecret, log };
  cabinet = await createConsole(config, createTestLogger());
  const { prisma } = stand.db;
  const other = await prisma.account.create({ data: { name: 'Other' } });
  await saveApiKey(prisma, { accountId: other.id, name: 'test', key: OTHER_KEY });
  await saveApiKey(prisma, { accountId: stand.accountId, name: 'test', key: KEY });
});
afterAll(async () => {
  await cabinet.close();
  await stand.close();
});

const notifiedOf = async (path: string): Promise<Record<string, unknown>> => {
  const isOver = /call\.finished|Call is over/;
  const found = await waitFor(() => stand.site.requests.find(({ url, body }) => url === path && isOver.test(body)), {
    withinMs: 20_000,
  });
  const parsed: Record<string, unknown> = JSON.parse(found.body);
  return parsed;
};

describe('a talk of a widget that records', () => {
  it('is linked in webhooks and letter, and heard by its account alone', async () => {
    const widgetHash = await stand.addWidget({
      record: true,
      webhooks: [
        { url: `${stand.site.url}/ours`, events: ['call.finished'] },
        { url: `${stand.site.url}/flat`, events: ['call.finished'], shape: 'flat' },
      ],
      letters: { recipients: [{ to: 'boss@shop.test', letter: 'status' }] },
    });
    const id = await stand.submit(widgetHash, { tel: '+7 916 000-30-10', name: 'Ivan' });
    const link = `/api/v1/leads/${id}/recordings/1`;

    const ours = await notifiedOf('/ours');
    expect(ours).toMatchObject({ data: { lead: { recordings: [{ attempt: 1, url: `${CONSOLE_URL}${link}` }] } } });
    expect(await notifiedOf('/flat')).toMatchObject({ record_url: `${CONSOLE_URL}${link}` });
    const letter = await waitFor(() =>
      stand.mailbox.mails.find(({ envelope }) => envelope.to.includes('boss@shop.test')),
    );
    expect(letter.mail.text).toContain(`Recording of the talk: ${CONSOLE_URL}/leads/${id}#recordings`);
    expect(letter.mail.html).toContain(`href="${CONSOLE_URL}/leads/${id}#recordings"`);

    const kept = await stand.waitForLead(id, ({ recordings }) => recordings[0]?.state === 'kept', 15_000);
    const download = (key: string): Promise<Response> =>
      fetch(`${cabinet.url}${link}`, { headers: { Authorization: `Bearer ${key}` } });
    const answer = await download(KEY);
    const wav = Buffer.from(await answer.arrayBuffer());
    expect(wav).toHaveLength(kept.recordings[0]?.bytes ?? 0);
    const { samples, samplesPerSecond } = parseWav(wav);
    expect(samples.length / samplesPerSecond).toBeGreaterThan(0.5);
    expect((await download(OTHER_KEY)).status).toBe(404);
    expect((await fetch(`${cabinet.url}${link}`)).status).toBe(401);
  }, 60_000);

  it('has no link where the widget does not record', async () => {
    const widgetHash = await stand.addWidget({
      webhooks: [{ url: `${stand.site.url}/silent`, events: ['call.finished'], shape: 'flat' }],
    });
    await stand.submit(widgetHash, { tel: '+7 916 000-31-10' });
    expect(await notifiedOf('/silent')).toMatchObject({ status2_code: 200, record_url: '' });
  }, 30_000);
});
