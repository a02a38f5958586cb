import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';

import { waitFor } from '@ringback/test-kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SubmittedFile } from '@ringback/submission';

import { openTestIngest, WIDGET_HASH, type TestIngest } from './open-test-ingest.ts';

/** The widget of the tests keeps two files of 400 kB each; bodies above 256 KiB are read as they come. */
const SMALL = Buffer.from('%PDF-1.7\r\n\0\r\n--b');
const LARGE = Buffer.alloc(350_000, 'jpg\0');
const CRLF = Buffer.from('\r\n');
const TOO_LARGE = Buffer.alloc(400_001, 'x');

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
});
afterEach(() => ingest.close());

function buildForm(...files: [field: string, content: Buffer, name: string][]): FormData {
  const form = new FormData();
  for (const [field, content, name] of files) form.append(field, new Blob([new Uint8Array(content)]), name);
  form.append('phone', '89998886655');
  form.append('widgetHash', WIDGET_HASH);
  return form;
}

const post = (body: FormData): Promise<Response> =>
  fetch(`${ingest.url}/formReceiver`, { method: 'POST', body, headers: { Connection: 'close' } });

function keptFiles(): SubmittedFile[] {
  expect(ingest.kept).toHaveLength(1);
  expect(ingest.kept[0]?.submission).toMatchObject({ phone: '+79998886655' });
  return ingest.kept[0]?.files ?? [];
}

describe('/formReceiver, a form with files', () => {
  it.each([
    ['in a small body', SMALL],
    ['in a large body, before the widget is named', LARGE],
  ])('keeps a file that comes %s, before it answers', async (_where, content) => {
    expect((await post(buildForm(['cv', content, 'Резюме.pdf']))).status).toBe(200);

    const [file, ...others] = keptFiles();
    expect(others).toEqual([]);
    expect(file).toEqual({
      field: 'cv',
      name: 'Резюме.pdf',
      contentType: 'application/octet-stream',
      bytes: content.length,
      key: expect.stringMatching(/^\d{4}-\d\d-\d\d\/[0-9a-f-]{36}$/),
      refusal: null,
    });
    expect(await ingest.files.read(file?.key ?? '')).toEqual(content);
    expect(await ingest.listFiles()).toEqual([file?.key]);
  });

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('takes an empty file input for nothing in a %s body', async (_size, content) => {
    const part = (headers: string, value: string | Buffer): Buffer =>
      Buffer.concat([
        Buffer.from(`--b8\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`),
        Buffer.from(value),
        CRLF,
      ]);
    const body = Buffer.concat([
      part('name="photo"; filename=""\r\nContent-Type: application/octet-stream', ''),
      part('name="cv"; filename="a"', content),
      part('name="empty"; filename="real.txt"', ''),
      part('name="phone"', '89998886655'),
      Buffer.from('--b8--'),
    ]);
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b8' };
    await fetch(`${ingest.url}/formReceiver?widgetHash=${WIDGET_HASH}`, { method: 'POST', headers, body });

    expect(keptFiles().map(({ field, bytes }) => [field, bytes])).toEqual([
      ['cv', content.length],
      ['empty', 0],
    ]);
    expect(ingest.kept[0]?.submission.fields).toEqual([{ name: 'phone', value: '89998886655' }]);
  });

  it('has no files in the job of a form without files', async () => {
    await post(buildForm());
    expect(ingest.kept[0]).not.toHaveProperty('files');
  });

  it('keeps the lead without a file that is too large, and says so', async () => {
    expect((await post(buildForm(['a', TOO_LARGE, 'a.mp4'], ['b', SMALL, 'b.txt']))).status).toBe(200);

    expect(keptFiles()).toMatchObject([
      { name: 'a.mp4', bytes: TOO_LARGE.length, key: null, refusal: 'too-large' },
      { name: 'b.txt', bytes: SMALL.length, refusal: null },
    ]);
    expect(await ingest.listFiles()).toHaveLength(1);
  });

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('keeps the lead without the files that are too many in a %s body', async (_size, content) => {
    await post(buildForm(['f', content, '1'], ['f', content, '2'], ['f', content, '3'], ['f', content, '4']));

    expect(keptFiles().map(({ name, refusal }) => [name, refusal])).toEqual([
      ['1', null],
      ['2', null],
      ['3', 'too-many'],
      ['4', 'too-many'],
    ]);
    expect(await ingest.listFiles()).toHaveLength(2);
  });

  it('holds back what another widget may have', async () => {
    await ingest.close();
    ingest = await openTestIngest({
      widget: { files: { maxCount: 1, maxBytes: 10 } },
      largestFiles: () => ({ maxCount: 2, maxBytes: 400_000 }),
    });
    await post(buildForm(['f', LARGE, '1'], ['f', Buffer.from('12345678'), '2'], ['f', Buffer.from('1'), '3']));

    expect(keptFiles().map(({ refusal }) => refusal)).toEqual(['too-large', null, 'too-many']);
    expect(await ingest.listFiles()).toHaveLength(1);
  });

  it('never uses what a visitor says about a file', async () => {
    const names = ['../../../etc/passwd', 'C:\\CON', `${'x'.repeat(3000)}.svg`];
    for (const name of names) {
      const body = `--b\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\nContent-Type: image/svg+xml\r\n\r\n<svg onload=alert(1)>\r\n--b--`;
      const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
      await fetch(`${ingest.url}/formReceiver?widgetHash=${WIDGET_HASH}`, { method: 'POST', headers, body });
    }
    const files = ingest.kept.flatMap((kept) => kept.files ?? []);
    expect(files.map(({ name }) => name)).toEqual(['passwd', 'CON', `${'x'.repeat(146)}.svg`]);
    expect((await ingest.listFiles()).sort()).toEqual(files.map(({ key }) => key).sort());
  });
});

describe('/formReceiver, a form with files that is not kept', () => {
  it.each([
    ['that says so', false],
    ['that does not say its length', true],
  ])('answers 413 to a body far over the limit %s, and leaves nothing of it', async (_how, chunked) => {
    const form = buildForm(...Array.from({ length: 6 }, (): [string, Buffer, string] => ['f', LARGE, 'x']));
    const request = new Request(`${ingest.url}/formReceiver`, { method: 'POST', body: form });
    const headers = new Headers(request.headers);
    const body = chunked ? Readable.toWeb(Readable.from(pieces(await request.arrayBuffer()))) : form;
    const init = chunked ? { method: 'POST', headers, body, duplex: 'half' } : { method: 'POST', body };

    const answer = await fetch(`${ingest.url}/formReceiver`, init as RequestInit);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ status: 'fail', code: 413 });
    expect(ingest.kept).toEqual([]);
    expect(await ingest.listFiles()).toEqual([]);
  });

  it('leaves nothing of the file of an unknown widget', async () => {
    const form = buildForm(['f', LARGE, 'x']);
    form.set('widgetHash', '0'.repeat(32));
    expect((await post(form)).status).toBe(404);
    expect(await ingest.listFiles()).toEqual([]);
  });

  it('answers 400 to a body that was cut in its file, and leaves nothing of it', async () => {
    const whole = `--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n${'x'.repeat(300_000)}`;
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
    const answer = await fetch(`${ingest.url}/formReceiver`, { method: 'POST', headers, body: whole });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: 'fail', code: 400 });
    expect(await ingest.listFiles()).toEqual([]);
  });

  it('leaves nothing of a sender that goes away in the middle of its file', async () => {
    const socket = connect(Number(new URL(ingest.url).port), '127.0.0.1');
    socket.write(
      'POST /formReceiver HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 400000\r\n\r\n' +
        `--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n${'x'.repeat(100_000)}`,
    );
    await waitFor(async () => (await ingest.listFiles()).length === 1);
    socket.end();
    await once(socket.resume(), 'close');
    await waitFor(async () => (await ingest.listFiles()).length === 0);
    expect(ingest.kept).toEqual([]);
  });
});

function* pieces(body: ArrayBuffer): Generator<Uint8Array> {
  for (let at = 0; at < body.byteLength; at += 65_536) yield new Uint8Array(body.slice(at, at + 65_536));
}

describe('/formReceiver, when something of ours fails', () => {
  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('keeps the lead without the file in a %s body while the store cannot take it', async (_size, content) => {
    const { files } = ingest;
    await ingest.close();
    const begin = (): Promise<never> => Promise.reject(new Error('ENOSPC: no space left on device'));
    ingest = await openTestIngest({ files: { ...files, begin } });

    expect((await post(buildForm(['f', content, 'x']))).status).toBe(200);
    expect(keptFiles()).toMatchObject([{ bytes: content.length, key: null, refusal: 'not-stored' }]);
  });

  it('leaves the file when it is not known whether the submission was stored', async () => {
    await ingest.close();
    ingest = await openTestIngest({ enqueue: () => Promise.reject(new Error('both stores are away')) });
    expect((await post(buildForm(['f', SMALL, 'x']))).status).toBe(503);
    expect(await ingest.listFiles()).toHaveLength(1);
  });
});
