import { randomBytes } from 'node:crypto';

import { createConsole, type Console } from '@ringback/console';
import { saveApiKey, type LeadView } from '@ringback/db';
import { createTestLogger, waitFor } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openTestStand, type TestStand } from './test-stand.ts';

/** The widget's limit of a file. */
const MAX_BYTES = 600_000;
const KEY = 'key-of-the-account';
const OTHER_KEY = 'key-of-another-account';

let stand: TestStand;
let cabinet: Console;
let widgetHash: string;
beforeAll(async () => {
  stand = await openTestStand();
  await stand.startWorker();
  const { database, redis, files, log } = stand.ingestConfig;
  cabinet = await createConsole(
    {
      http: { host: '127.0.0.1', port: 0, trustProxyHops: 0 },
      publicUrl: 'http://127.0.0.1:3200',
      database,
      redis,
      files,
      authSecret: 'a secret of the tests, which is long enough 0123456789',
      log,
    },
    createTestLogger(),
  );
  const { prisma } = stand.db;
  const other = await prisma.account.create({ data: { name: 'Other' } });
  const mine = await prisma.account.findFirstOrThrow({ where: { name: 'Test' } });
  await saveApiKey(prisma, { accountId: other.id, name: 'test', key: OTHER_KEY });
  await saveApiKey(prisma, { accountId: mine.id, name: 'test', key: KEY });
  widgetHash = await stand.addWidget({ files: { maxCount: 2, maxBytes: MAX_BYTES } });
});
afterAll(async () => {
  await cabinet.close();
  await stand.close();
});

const CV = Buffer.from('%PDF-1.7\r\n\0--\xff', 'latin1');
const PHOTO = randomBytes(500_000);
const VIDEO = Buffer.alloc(MAX_BYTES + 1);

let phones = 0;
function buildForm(): FormData {
  const form = new FormData();
  phones += 1;
  form.append('tel', `+7 916 000-10-${String(phones).padStart(2, '0')}`);
  form.append('photo', new Blob([PHOTO], { type: 'image/jpeg' }), 'Фото.jpg');
  form.append('video', new Blob([VIDEO], { type: 'video/mp4' }), 'long.mp4');
  form.append('cv', new Blob([CV], { type: 'application/pdf' }), '../cv "2".pdf');
  return form;
}

/** Sends the form until it is kept, as scripts of sites do, and resolves with the lead when all has been delivered. */
async function submit(query: string): Promise<LeadView> {
  const form = buildForm();
  const url = `${stand.ingest.url}/formReceiver?widgetHash=${widgetHash}&isSend&backUrl=${stand.site.url}${query}`;
  const id = await waitFor(async () => {
    const { status, headers } = await fetch(url, { method: 'POST', body: form });
    return status === 200 && headers.get('ringback-lead-id');
  });
  return stand.waitForLead(id, ({ deliveries }) =>
    deliveries.some(({ kind, state }) => kind === 'forward' && state === 'delivered'),
  );
}

const download = (leadId: string, fileId: string, key: string): Promise<Response> =>
  fetch(`${cabinet.url}/api/v1/leads/${leadId}/files/${fileId}`, { headers: { Authorization: `Bearer ${key}` } });

describe('a form with files', () => {
  it('is a lead with its files: in the letter, at the handler of the site, and in the cabinet of the account', async () => {
    const lead = await submit('/with-files');

    expect(lead.files).toMatchObject([
      { field: 'photo', name: 'Фото.jpg', bytes: PHOTO.length, kept: true, reason: null },
      { field: 'video', name: 'long.mp4', bytes: VIDEO.length, kept: false, reason: 'too-large' },
      { field: 'cv', name: 'cv "2".pdf', bytes: CV.length, kept: true, reason: null },
    ]);

    const forwarded = stand.site.requests.find(({ url }) => url === '/with-files');
    expect(forwarded?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(forwarded?.body).toContain('form-data; name="tel"\r\n\r\n+7 916');
    expect(forwarded?.bytes.includes(filePart('photo"; filename="Фото.jpg', 'image/jpeg', PHOTO))).toBe(true);
    expect(forwarded?.bytes.includes(filePart('cv"; filename="cv %222%22.pdf', 'application/pdf', CV))).toBe(true);
    expect(forwarded?.body).not.toContain('long.mp4');

    const letter = await waitFor(() => stand.mailbox.mails.find(({ mail }) => mail.text?.includes(lead.phone ?? '-')));
    const attached = letter.mail.attachments.map(({ filename, content }) => [filename, bytesOf(content)]);
    expect(attached).toEqual([
      ['Фото.jpg', PHOTO],
      ['cv "2".pdf', CV],
    ]);
    expect(letter.mail.text).toContain('video: long.mp4 (600 kB), not kept: too large');

    const [photo, video, cv] = lead.files.map(({ id }) => id);
    const answer = await download(lead.id, cv ?? '', KEY);
    expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([200, CV]);
    expect((await download(lead.id, photo ?? '', OTHER_KEY)).status).toBe(404);
    expect((await download(lead.id, video ?? '', KEY)).status).toBe(404);
  });

  it('is forwarded by GET without its files, and the delivery says so', async () => {
    const lead = await submit('/by-get&responseMethod=GET');

    const forwarded = stand.site.requests.find(({ url }) => url.startsWith('/by-get'));
    expect(forwarded).toMatchObject({ method: 'GET', body: '' });
    const forward = lead.deliveries.find(({ kind }) => kind === 'forward');
    expect(forward?.attempts).toMatchObject([
      { responseStatus: 200, error: '2 of its files were left out: the form is forwarded by GET' },
    ]);
  });
});

function filePart(names: string, contentType: string, content: Buffer): Buffer {
  const headers = `Content-Disposition: form-data; name="${names}"\r\nContent-Type: ${contentType}\r\n\r\n`;
  return Buffer.concat([Buffer.from(headers), content, Buffer.from('\r\n--')]);
}

function bytesOf(content: string | ArrayBuffer | Uint8Array): unknown {
  return typeof content === 'string' ? content : Buffer.from(new Uint8Array(content));
}
