import type { Socket } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';

import { closeListeners, createTestClient, listenHttp, listenTcp } from './test-listeners.ts';

afterEach(closeListeners);

describe('send, when no answer comes', () => {
  // prettier-ignore
  it.each([
    ['does not answer in time', 'no answer in time', () => undefined],
    ['closes without an answer', 'connection closed before the answer', (socket: Socket) => socket.once('data', () => socket.end())],
    ['resets', 'connection closed before the answer', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['speaks no HTTP', 'the answer is not HTTP', (socket: Socket) => socket.end('220 mail.test ready\r\n')],
    ['sends too many headers', 'the headers of the answer are too large', (socket: Socket) =>
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n`))],
  ])('says that a server %s', async (_what, error, handle: (socket: Socket) => unknown) => {
    const port = await listenTcp(handle);
    const { get } = createTestClient({ headersWithinMs: 300 });
    await expect(get(`http://127.0.0.1:${port}/`)).resolves.toMatchObject({ kind: 'failed', error });
  });

  it('says that nobody listens', async () => {
    const port = await listenTcp(() => undefined);
    await closeListeners();
    const outcome = await createTestClient().get(`http://127.0.0.1:${port}/`);
    expect(outcome).toMatchObject({ kind: 'failed', error: 'connection refused' });
  });

  it.each([
    ['nowhere.test', 'the host name is not known (DNS)'],
    ['stuck.test', 'no complete answer in time'],
  ])('says what is wrong with the name %s', async (host, error) => {
    const outcome = await createTestClient({ totalWithinMs: 200 }).get(`http://${host}/`);
    expect(outcome).toMatchObject({ kind: 'failed', error });
  });

  it('cuts everything at the total deadline', async () => {
    const port = await listenTcp((socket) => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n')));
    const outcome = await createTestClient({ totalWithinMs: 200 }).get(`http://127.0.0.1:${port}/`);
    expect(outcome).toMatchObject({ kind: 'failed', error: 'no complete answer in time' });
  });

  it('names the host in the TLS handshake and does not wait for it for ever', async () => {
    const hello = Promise.withResolvers<Buffer>();
    const port = await listenTcp((socket) => socket.once('data', hello.resolve));
    const outcome = await createTestClient({ connectWithinMs: 300 }).get(`https://site.test:${port}/`);

    expect(outcome).toMatchObject({ kind: 'failed', error: 'no connection in time' });
    expect((await hello.promise).toString('latin1')).toContain('site.test');
  });

  it('says that a server speaks no TLS', async () => {
    const port = await listenHttp((_req, res) => res.end());
    await expect(createTestClient().get(`https://127.0.0.1:${port}/`)).resolves.toMatchObject({
      kind: 'failed',
      error: 'TLS: the host does not speak it',
    });
  });
});
