import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { openTestIngest, WIDGET_HASH, type TestIngest } from './open-test-ingest.ts';

const ADDRESS = `/formReceiver?widgetHash=${WIDGET_HASH}`;
const BODY = 'phone=89998886655';

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await openTestIngest();
});
beforeEach(() => {
  ingest.kept.length = 0;
});
afterAll(() => ingest.close());

/** A whole request as bytes; `Connection: close` ends it. */
function build(requestLine: string, headers: string[], body = BODY): string {
  return [requestLine, ...headers, 'Connection: close', '', body].join('\r\n');
}

const POST = `POST ${ADDRESS} HTTP/1.1`;
const HOST = 'Host: localhost';
const LENGTH = `Content-Length: ${BODY.length}`;

async function expectStillServing(): Promise<void> {
  const { status } = await request(ingest.url).post(ADDRESS).send(BODY);
  expect(status).toBe(200);
}

describe('the widget of a request', () => {
  it.each([
    ['twice, the first that is not empty', `widgetHash=&widgetHash=${WIDGET_HASH}&widgetHash=x`, 200],
    ['under a name in capitals', `WIDGETHASH=${WIDGET_HASH}`, 200],
    ['10 kB long', `widgetHash=${'a'.repeat(10_000)}`, 413],
    ['with a NUL, which is dropped from every value', `widgetHash=${WIDGET_HASH}%00`, 200],
    ['with a Cyrillic letter', `widgetHash=${encodeURIComponent(WIDGET_HASH.replace('a', 'а'))}`, 404],
    ['with a space inside', `widgetHash=${WIDGET_HASH.slice(0, 16)}+${WIDGET_HASH.slice(16)}`, 404],
    ['as an array', `widgetHash[]=${WIDGET_HASH}`, 404],
    ['empty', 'widgetHash=', 404],
  ])('is given %s', async (_how, query, status) => {
    const answer = await request(ingest.url).post(`/formReceiver?${query}`).send(BODY);

    expect(answer.status).toBe(status);
    expect(ingest.kept).toHaveLength(status === 200 ? 1 : 0);
  });

  it('is found in JSON, too, and is never an object', async () => {
    const send = (widgetHash: unknown) => request(ingest.url).post('/formReceiver').send({ widgetHash, phone: '1' });

    expect((await send(WIDGET_HASH)).status).toBe(200);
    expect((await send([WIDGET_HASH])).status).not.toBe(500);
    expect((await send({ $ne: null })).status).not.toBe(500);
    expect(ingest.kept.every(({ widgetId }) => widgetId === 'widget-1')).toBe(true);
  });

  it.each(['null', 'https://evil.example', `https://${'x'.repeat(1000)}.example`])(
    'serves a form of any origin, as scripts and sites come from anywhere: %.30s',
    async (origin) => {
      const answer = await request(ingest.url).post(ADDRESS).set({ Origin: origin, Referer: origin }).send(BODY);

      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    },
  );
});

describe('methods', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('refuses %s', async (method) => {
    const answer = await ingest.sendRaw(build(`${method} ${ADDRESS} HTTP/1.1`, [HOST, LENGTH]));

    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(ingest.kept).toEqual([]);
  });

  it('refuses a method that does not exist', async () => {
    expect(await ingest.sendRaw(build(`STEAL ${ADDRESS} HTTP/1.1`, [HOST]))).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('bodies that two servers could read in two ways', () => {
  const chunked = 'Transfer-Encoding: chunked';
  it.each([
    ['a length and chunks', [LENGTH, chunked], `5\r\nphone\r\n0\r\n\r\n`],
    ['two lengths', [LENGTH, 'Content-Length: 3'], BODY],
    ['a negative length', ['Content-Length: -1'], BODY],
    ['a length that is no number', ['Content-Length: 1e1'], BODY],
    ['another transfer encoding at the end', ['Transfer-Encoding: chunked, identity'], BODY],
    ['a space before the colon', ['Content-Length : 17'], BODY],
    ['chunks that end in a bare line feed', [chunked], '5\nphone\n0\n\n'],
    ['a chunk of no size', [chunked], 'z\r\nphone\r\n0\r\n\r\n'],
  ])('are refused: %s', async (_what, headers, body) => {
    const answer = await ingest.sendRaw(build(POST, [HOST, ...headers], body));

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(ingest.kept).toEqual([]);
  });

  it('take what comes after a body for another request, and never for a part of the form', async () => {
    const second = build('GET /livez HTTP/1.1', [HOST], '');
    const first = [POST, HOST, LENGTH, '', BODY].join('\r\n');
    const answer = await ingest.sendRaw(first + second);

    expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect(ingest.kept[0]?.submission.fields).toEqual([{ name: 'phone', value: '89998886655' }]);
  });
});

describe('compressed bodies', () => {
  it.each([
    ['gzip', gzipSync(Buffer.alloc(10_000_000))],
    ['br', brotliCompressSync(BODY)],
    ['gzip, gzip', gzipSync(gzipSync(BODY))],
    ['gzip', Buffer.from('no gzip')],
    ['made-up', Buffer.from(BODY)],
  ])('are refused without a look inside: %s', async (encoding, body) => {
    const answer = await request(ingest.url)
      .post(ADDRESS)
      .set({ 'Content-Encoding': encoding, 'Content-Type': 'application/x-www-form-urlencoded' })
      .send(body.toString('latin1'));

    expect(answer.status).toBe(415);
    expect(ingest.kept).toEqual([]);
  });
});

describe('long and many headers', () => {
  it.each([
    ['a query over its limit', build(`POST ${ADDRESS}&x=${'a'.repeat(9000)} HTTP/1.1`, [HOST, LENGTH]), '413'],
    ['an address of 20 kB', build(`POST ${ADDRESS}&x=${'a'.repeat(20_000)} HTTP/1.1`, [HOST, LENGTH]), '431'],
    ['a header of 17 kB', build(POST, [HOST, LENGTH, `X-Long: ${'a'.repeat(17_000)}`]), '431'],
    ['16 kB of cookies', build(POST, [HOST, LENGTH, `Cookie: a=${'b'.repeat(16_400)}`]), '431'],
  ])('are refused: %s', async (_what, bytes, status) => {
    expect(await ingest.sendRaw(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(ingest.kept).toEqual([]);
  });

  it('do no harm: 1,000 of them', async () => {
    const headers = Array.from({ length: 1000 }, (_, n) => `X-${n}: 1`);
    const answer = await ingest.sendRaw(build(POST, [HOST, LENGTH, ...headers]));

    expect(answer).toMatch(/^HTTP\/1\.1 (200|431) /);
  });
});

describe('the Host', () => {
  it.each([
    ['forged', build(POST, ['Host: evil.example', LENGTH, 'Sec-Fetch-Mode: navigate'])],
    [
      'in the address of the request',
      build(`POST http://evil.example${ADDRESS} HTTP/1.1`, [HOST, LENGTH, 'Sec-Fetch-Mode: navigate']),
    ],
  ])('is of no account: %s', async (_how, bytes) => {
    const answer = await ingest.sendRaw(bytes);

    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toContain('evil.example');
    expect(ingest.kept).toHaveLength(1);
  });

  it('is missed', async () => {
    expect(await ingest.sendRaw(build(POST, [LENGTH]))).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('what is no HTTP/1.1', () => {
  it.each([
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS handshake', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])],
    ['the line of a PROXY protocol', `PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n${build(POST, [HOST, LENGTH])}`],
    ['HTTP/0.9', `GET ${ADDRESS}&phone=89998886655\r\n\r\n`],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256))],
  ])('is refused and closed: %s', async (_what, bytes) => {
    expect(await ingest.sendRaw(bytes)).toMatch(/^(HTTP\/1\.1 (400|505) .*)?$/s);
    expect(ingest.kept).toEqual([]);
    await expectStillServing();
  });
});

describe('clients that do not behave', () => {
  it('are answered in turn when they send 1,000 requests at once', async () => {
    const one = `GET /livez HTTP/1.1\r\n${HOST}\r\n\r\n`;
    const last = build('GET /livez HTTP/1.1', [HOST], '');
    const answer = await ingest.sendRaw(one.repeat(999) + last);

    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(1000);
  });

  it('are told to go on when they ask whether to, and hurt nobody when they then do not', async () => {
    const socket = connect(Number(new URL(ingest.url).port), '127.0.0.1');
    socket.write([POST, HOST, LENGTH, 'Expect: 100-continue', '', ''].join('\r\n'));
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 100 /);
    socket.destroy();

    await expectStillServing();
    expect(ingest.kept).toHaveLength(1);
  });

  it('hurt nobody when they go away after the headers, or never read what they asked for', async () => {
    const { port } = new URL(ingest.url);
    const sockets = Array.from({ length: 200 }, () => connect(Number(port), '127.0.0.1').pause());
    await Promise.all(
      sockets.map(async (socket, n) => {
        await once(socket, 'connect');
        const head = [POST, HOST, LENGTH, '', ''].join('\r\n');
        await new Promise((resolve) => socket.write(n % 2 === 0 ? head : `${head}${BODY}`, resolve));
      }),
    );
    await expectStillServing();
    for (const socket of sockets) socket.destroy();
    await expectStillServing();
  });
});
