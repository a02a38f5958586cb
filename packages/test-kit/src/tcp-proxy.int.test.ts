import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { startHttpSink, type HttpSink } from './http-sink.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let sink: HttpSink;
let proxy: TcpProxy;
const sockets: Socket[] = [];
beforeEach(async () => {
  sink = await startHttpSink();
  proxy = await startTcpProxy(sink.url);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  await sink.close();
});

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

function ask(socket: Socket): Promise<string> {
  socket.write('GET / HTTP/1.1\r\nHost: sink\r\n\r\n');
  return once(socket, 'data').then(([bytes]) => String(bytes));
}

describe('startTcpProxy', () => {
  it('passes what is sent and what is answered', async () => {
    expect(await ask(await open())).toContain('200 OK');
  });

  it('cuts connections and takes no new ones while it refuses, and is at the same address afterwards', async () => {
    const socket = await open();
    const closed = once(socket, 'close');
    await proxy.refuse();
    await closed;
    await expect(fetch(proxy.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await proxy.pass();
    expect(await ask(await open())).toContain('200 OK');
  });

  it('holds everything back while it hangs, and sends it on when it passes again', async () => {
    const socket = await open();
    proxy.hang();
    const early = ask(socket);
    const late = ask(await open());
    expect(sink.requests).toEqual([]);
    await proxy.pass();
    expect(await early).toContain('200 OK');
    expect(await late).toContain('200 OK');
  });

  it('passes new connections after it has forgotten the others', async () => {
    const forgotten = await open();
    proxy.forget();
    forgotten.write('GET /lost HTTP/1.1\r\nHost: sink\r\n\r\n');
    expect(await ask(await open())).toContain('200 OK');
    expect(sink.requests.map(({ url }) => url)).toEqual(['/']);
    expect(forgotten.destroyed).toBe(false);
  });
});
