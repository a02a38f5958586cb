import { once } from 'node:events';
import { connect } from 'node:net';

import { closeHttpServer, listen } from '@ringback/http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { openTestIngest, WIDGET_HASH, type TestIngest } from './open-test-ingest.ts';
import { createBoundedServer } from './server.ts';

const HEAD = `POST /formReceiver?widgetHash=${WIDGET_HASH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await openTestIngest();
});
beforeEach(() => {
  ingest.kept.length = 0;
});
afterAll(() => ingest.close());

describe('the HTTP server', () => {
  it('answers a body that says it is too large before it has come', async () => {
    const socket = connect(Number(new URL(ingest.url).port), '127.0.0.1');
    socket.write(`${HEAD}Content-Length: 2097152\r\n\r\n`);
    const [answer] = await once(socket, 'data');

    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    expect(ingest.kept).toEqual([]);
    socket.destroy();
  });

  it('answers a body that becomes too large on its way', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const answer = await ingest.sendRaw(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(32)}0\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('Access-Control-Allow-Origin: *');
    expect(ingest.kept).toEqual([]);
  });

  it('keeps raw bytes of a hand-made body: Cyrillic, spaces and pluses', async () => {
    const body = Buffer.from('name=Иван Петров&tel=+7 (999) 888-66-55&=Отправить&');
    const answer = await ingest.sendRaw(
      Buffer.concat([Buffer.from(`${HEAD}Content-Length: ${body.length}\r\n\r\n`), body]),
    );

    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(ingest.kept[0]?.submission).toMatchObject({ phone: '+79998886655', visitorName: 'Иван Петров' });
    expect(ingest.kept[0]?.submission.fields.at(-1)).toEqual({ name: '', value: 'Отправить' });
  });

  it('keeps nothing of a sender that goes away in the middle of its body', async () => {
    const socket = connect(Number(new URL(ingest.url).port), '127.0.0.1');
    socket.write(`${HEAD}Content-Length: 100\r\n\r\nphone=89998886655`);
    socket.end();
    await once(socket.resume(), 'close');

    expect(ingest.kept).toEqual([]);
  });

  it('refuses a request that both counts and chunks its body', async () => {
    const answer = await ingest.sendRaw(`${HEAD}Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\nphone=1`);

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(ingest.kept).toEqual([]);
  });

  it('cuts off a client that sends its headers slowly', async () => {
    const socket = connect(Number(new URL(ingest.url).port), '127.0.0.1');
    const dripping = setInterval(() => socket.write('X'), 500);
    socket.on('error', () => clearInterval(dripping));
    socket.write(HEAD);
    const [answer] = await once(socket, 'data');
    clearInterval(dripping);

    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
    expect(ingest.kept).toEqual([]);
    socket.destroy();
  }, 15_000);
});

describe('the deadline of a request', () => {
  const MULTIPART = 'Content-Type: multipart/form-data; boundary=b\r\n';

  /** Sends the head of a request and no more; resolves with the answer, or null when none came in half a second. */
  async function sendHead(head: string): Promise<string | null> {
    const deadlines = { requestWithinMs: 50, uploadWithinMs: 60_000, slowestBytesPerMs: 64 };
    const server = createBoundedServer(
      (request) => void request.resume(),
      () => 1_000_000,
      { deadlines },
    );
    const { port } = new URL(await listen(server, { host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${head}\r\n5`);
    const waiting = AbortSignal.timeout(500);
    const answer = await once(socket, 'data', { signal: waiting }).then(String, () => null);
    socket.destroy();
    await closeHttpServer(server, { cutAfterMs: 0 });
    return answer;
  }

  it.each([
    ['a form', 'Content-Length: 500\r\n'],
    ['a form of unknown length', `Transfer-Encoding: chunked\r\n${MULTIPART}`],
    ['a large body that is no form with files', 'Content-Length: 900000\r\n'],
    ['a form that is larger than any that is kept', `Content-Length: 1000001\r\n${MULTIPART}`],
  ])('cuts off %s that comes slowly', async (_what, head) => {
    expect(await sendHead(head)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('gives a form with large files the time that it needs', async () => {
    expect(await sendHead(`Content-Length: 900000\r\n${MULTIPART}`)).toBeNull();
  });
});
