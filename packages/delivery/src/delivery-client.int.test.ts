import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { afterEach, describe, expect, it } from '@jest/globals';

import { createAddressGuard } from './address-guard.ts';
import { createDeliveryClient } from './delivery-client.ts';
import { closeListeners, createTestClient, listenHttp, listenTcp } from './test-listeners.ts';

afterEach(closeListeners);

describe('send', () => {
  it('delivers method, path, headers and body to the address that was looked up once', async () => {
    const { client, lookups } = createTestClient();
    const port = await listenHttp(async (req, res) => {
      res.setHeader('retry-after', '7').writeHead(202);
      const { method, url, headers } = req;
      res.end(JSON.stringify([method, url, headers.host, headers['x-id'], headers.connection, await text(req)]));
    });
    const url = `http://site.test:${port}/path?q=1#part`;
    const body = Buffer.from('a=%D1%84');
    const outcome = await client.send({ url, method: 'POST', headers: { 'x-id': '5' }, body, followRedirects: 0 });

    expect(outcome).toMatchObject({
      kind: 'answered',
      status: 202,
      retryAfter: '7',
      location: null,
      address: '127.0.0.1',
      bodyStart: JSON.stringify(['POST', '/path?q=1', `site.test:${port}`, '5', 'close', 'a=%D1%84']),
    });
    expect(lookups).toEqual(['site.test']);
  });

  it.each(['127.1', '2130706433', '0x7f.1', '127。0。0。1', '[::ffff:127.0.0.1]', 'localhost', '0'])(
    'makes no connection to a listener of this machine spelled %s',
    async (host) => {
      let connections = 0;
      const port = await listenTcp((socket) => {
        connections += 1;
        socket.destroy();
      });
      const client = createDeliveryClient({ guard: createAddressGuard() });
      const url = `http://${host}:${port}/`;
      const outcome = await client.send({
        url,
        method: 'GET',
        headers: {},
        followRedirects: 0,
        allowPorts: [Number(port)],
      });

      expect(outcome.kind).toBe('refused');
      expect(connections).toBe(0);
    },
  );

  it.each([
    '',
    'you/action',
    '//evil.test',
    'http://',
    'http://site.test/\r\nX: 1',
    'http://si\tte.test/',
    'file:///etc/passwd',
  ])('refuses %j', async (url) => {
    await expect(createTestClient().get(url)).resolves.toMatchObject({ kind: 'refused' });
  });

  it('reads no more than the start of an endless answer', async () => {
    const port = await listenHttp((_req, res) => {
      const pour = (): void => {
        res.write('é'.repeat(4096), (err) => {
          if (!err) pour();
        });
      };
      pour();
    });
    const outcome = await createTestClient({ totalWithinMs: 60_000 }).get(`http://127.0.0.1:${port}/`);
    expect(outcome).toMatchObject({ kind: 'answered', status: 200, bodyStart: 'é'.repeat(1024) });
  });

  it('keeps compressed bytes as they are and drops control characters', async () => {
    const port = await listenHttp((_req, res) => {
      res.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html; charset=windows-1251' });
      res.end(Buffer.from([0xcf, 0xf0, 0x00, 0x1b, 0xe8]));
    });
    await expect(createTestClient().get(`http://127.0.0.1:${port}/`)).resolves.toMatchObject({ bodyStart: 'При' });
  });

  it.each([
    ['in silence', 0],
    ['byte by byte', 20],
  ])('takes the status of an answer whose body comes %s', async (_how, everyMs) => {
    const port = await listenHttp((_req, res) => {
      res.write('begin');
      const timer = everyMs > 0 ? setInterval(() => res.write('.'), everyMs) : undefined;
      res.on('close', () => {
        clearInterval(timer);
      });
    });
    const outcome = await createTestClient({ bodyWithinMs: 300, totalWithinMs: 600 }).get(`http://127.0.0.1:${port}/`);
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
  });
});

describe('send, when the answer is a redirect', () => {
  it.each([
    ['http://10.0.0.1/', 'not on the public internet'],
    ['http://169.254.169.254/latest/meta-data/', 'not on the public internet'],
    ['http://[::ffff:10.0.0.1]/', 'not on the public internet'],
    ['http://inside.test/', 'not on the public internet'],
    ['//inside.test/', 'not on the public internet'],
    ['http://8.8.8.8:6379/', 'port 6379'],
    ['file:///etc/passwd', 'neither http nor https'],
    ['http://user:pass@site.test/', 'user name'],
  ])('refuses to follow it to %s', async (location, reason) => {
    const port = await listenHttp((_req, res) => res.writeHead(302, { location }).end());
    const outcome = await createTestClient().get(`http://127.0.0.1:${port}/`, { followRedirects: 3 });
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
  });

  it('checks each hop, follows as many as asked for, and takes the next as the answer', async () => {
    const port = await listenHttp((req, res) => res.writeHead(307, { location: `${req.url ?? ''}x` }).end());
    const seen: string[] = [];
    const allowUrl = (url: URL): boolean => seen.push(url.pathname) > 0;
    const outcome = await createTestClient().get(`http://127.0.0.1:${port}/`, { followRedirects: 3, allowUrl });

    expect(outcome).toMatchObject({ kind: 'answered', status: 307, location: '/xxxx' });
    expect(seen).toEqual(['/', '/x', '/xx', '/xxx']);
  });

  it('does not leave the hosts that the caller allows', async () => {
    const port = await listenHttp((_req, res) => res.writeHead(301, { location: 'http://other.test/' }).end());
    const allowUrl = (url: URL): boolean => url.hostname === 'site.test';
    const outcome = await createTestClient().get(`http://site.test:${port}/`, { followRedirects: 1, allowUrl });
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: 'other.test is not one of the hosts that may be reached',
    });
  });

  it('is the answer itself when none may be followed', async () => {
    const port = await listenHttp((_req, res) => res.writeHead(302, { location: 'http://10.0.0.1/' }).end());
    await expect(createTestClient().get(`http://127.0.0.1:${port}/`)).resolves.toMatchObject({
      kind: 'answered',
      status: 302,
    });
  });
});

describe('send, when connections may be kept', () => {
  it('sends again over the same connection, but never to an address that was not looked up anew', async () => {
    const sockets = new Set<unknown>();
    const port = await listenHttp((req, res) => {
      sockets.add(req.socket);
      res.end('ok');
    });
    const { get, lookups, client } = createTestClient();
    const send = (host: string) => get(`http://${host}:${port}/`, { keepConnection: true });
    for (let times = 0; times < 10; times += 1) {
      expect(await send('site.test')).toMatchObject({ kind: 'answered', address: '127.0.0.1', bodyStart: 'ok' });
    }
    expect(lookups).toHaveLength(10);
    // A connection is free for the next request only a tick after its answer has been read.
    expect(sockets.size).toBeLessThanOrEqual(2);
    const before = sockets.size;
    await send('other.test');
    expect(sockets.size).toBe(before + 1);
    await client.close();
  });

  it('connects anew after the other side has closed', async () => {
    const port = await listenHttp((_req, res) => res.setHeader('connection', 'close').end());
    const { get, client } = createTestClient();
    for (let times = 0; times < 3; times += 1) {
      const outcome = await get(`http://127.0.0.1:${port}/`, { keepConnection: true });
      expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
    }
    await client.close();
  });
});

describe('close', () => {
  it('waits for what is under way and takes nothing more', async () => {
    const arrived = Promise.withResolvers<ServerResponse>();
    const port = await listenHttp((_req, res) => {
      arrived.resolve(res);
    });
    const { client, get } = createTestClient();
    const outcome = get(`http://127.0.0.1:${port}/`);
    const answer = await arrived.promise;
    const order: string[] = [];
    const closed = client.close().then(() => order.push('closed'));
    await new Promise(setImmediate);
    order.push('answered');
    answer.end();

    await expect(outcome).resolves.toMatchObject({ kind: 'answered' });
    await closed;
    expect(order).toEqual(['answered', 'closed']);
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toThrow('closed');
  });
});
