import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';

import { describe, expect, it } from '@jest/globals';

import { closeHttpServer, createHttpServer, listen } from './http-server.ts';

const ANYWHERE = { host: '127.0.0.1', port: 0 };

describe('closeHttpServer', () => {
  it('waits for the answer that is under way and for no idle connection', async () => {
    const arrived = Promise.withResolvers<() => void>();
    const server = createHttpServer((_req, res) => {
      arrived.resolve(() => res.end('late'));
    });
    const url = await listen(server, ANYWHERE);
    const agent = new Agent({ keepAlive: true });
    const answer = once(request(url, { agent }).end(), 'response');
    const finish = await arrived.promise;

    const closed = closeHttpServer(server);
    await expect(fetch(url)).rejects.toThrow();
    finish();

    const [response] = await answer;
    expect(response.statusCode).toBe(200);
    response.resume();
    await closed;
    agent.destroy();
  });
});

describe('closeHttpServer with an end', () => {
  it('cuts off what has not come to its end by then', async () => {
    const arrived = Promise.withResolvers<void>();
    const server = createHttpServer(() => {
      arrived.resolve();
    });
    const url = await listen(server, ANYWHERE);
    const upload = request(url, { method: 'POST' });
    upload.write('the beginning');
    const ended = once(upload, 'error');
    await arrived.promise;

    await closeHttpServer(server, { cutAfterMs: 10 });
    const [err] = await ended;
    expect(err).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('createHttpServer', () => {
  it('sends a client away that does not finish its headers', async () => {
    const server = createHttpServer((_req, res) => res.end(), { headersTimeoutMs: 50 });
    const { port, hostname } = new URL(await listen(server, ANYWHERE));

    const socket = connect(Number(port), hostname);
    socket.write('GET / HTTP/1.1\r\nHost: slow');
    const [answer] = await once(socket, 'data');

    expect(String(answer)).toContain('408 Request Timeout');
    socket.destroy();
    await closeHttpServer(server);
  });
});
