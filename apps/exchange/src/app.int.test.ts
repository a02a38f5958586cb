import { once } from 'node:events';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';
import request from 'supertest';
import { WebSocket } from 'ws';

import { createExchange, type Exchange } from './app.ts';
import { ManualTimers } from './recordings/manual-timers.ts';

const config = {
  http: { port: 0, host: '127.0.0.1' },
  ari: { username: 'ringback', password: 'secret' },
  timeScale: 1,
  keys: { accept: '5', cancel: '#' },
  log: { level: 'silent' },
};

let timers: ManualTimers;
let exchange: Exchange;
let sockets: WebSocket[];

beforeEach(async () => {
  timers = new ManualTimers();
  sockets = [];
  exchange = await createExchange(config, createLogger('exchange', config.log), { timers });
});

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await exchange.close();
});

async function listen(application = 'app'): Promise<Record<string, unknown>[]> {
  const address = `${exchange.url.replace('http', 'ws')}/ari/events?app=${application}&api_key=ringback:secret`;
  const socket = new WebSocket(address);
  sockets.push(socket);
  const events: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer) => {
    const event: unknown = JSON.parse(data.toString());
    if (typeof event === 'object' && event !== null) events.push({ ...event });
  });
  await once(socket, 'open');
  return events;
}

/** A pong comes after everything that was told before it. */
async function hearAll(): Promise<void> {
  for (const socket of sockets) {
    socket.ping();
    await once(socket, 'pong');
  }
}

async function post(path: string, query: Record<string, string> = {}): Promise<request.Response> {
  return request(exchange.url).post(`/ari${path}`).auth('ringback', 'secret').query(query);
}

async function dial(callId: string, number: string, more: Record<string, string> = {}): Promise<void> {
  await post(`/channels/${callId}`, { endpoint: `PJSIP/${number}@trunk`, app: 'app', ...more }).then(({ status }) => {
    expect(status).toBe(200);
  });
}

describe('the witness', () => {
  it('saw every ring, answer and hang-up with number, id and time', async () => {
    await listen();
    await dial('leg-1', '+79000000007', { callerId: '+78000000000' });
    timers.advanceTo(500);

    const answer = await request(exchange.url).get('/witness').expect(200);
    const seen = { number: '+79000000007', callId: 'leg-1' };
    expect(answer.body).toEqual({
      events: [
        { ...seen, kind: 'ring', at: '1970-01-01T00:00:00.000Z', callerId: '+78000000000' },
        { ...seen, kind: 'answer', at: '1970-01-01T00:00:00.000Z' },
        { ...seen, kind: 'hangup', at: '1970-01-01T00:00:00.500Z', cause: 16 },
      ],
    });
    expect(answer.body).toEqual({ events: exchange.witness() });
  });

  it.each([
    ['01', 17],
    ['03', 21],
    ['04', 1],
    ['05', 20],
    ['06', 34],
  ])('saw one ring of a number that ends in %s, and cause %i', async (ending, cause) => {
    await dial('leg-1', `+790000000${ending}`);
    timers.advanceTo(1_000);

    expect(exchange.witness()).toMatchObject([{ kind: 'ring' }, { kind: 'hangup', cause }]);
  });

  it('saw a phone that rang and was answered while nobody held the application', async () => {
    await dial('leg-1', '+79000000010');

    expect(exchange.witness().map(({ kind }) => kind)).toEqual(['ring', 'answer', 'hangup']);
  });

  it('saw both rings of one number under two ids', async () => {
    await dial('leg-1', '+79000000002');
    await dial('leg-2', '+79000000002');

    expect(exchange.witness().map(({ kind, callId }) => [kind, callId])).toEqual([
      ['ring', 'leg-1'],
      ['ring', 'leg-2'],
    ]);
  });
});

describe('a person', () => {
  it.each([
    ['+79000000010', '5'],
    ['+79000000009', '#'],
  ])('at %s presses %s when something is played', async (number, key) => {
    const events = await listen();
    await dial('leg-1', number);
    await post('/channels/leg-1/play/p-1', { media: 'sound:hello-world' });
    timers.advanceTo(2_000);
    await hearAll();

    expect(events).toContainEqual(expect.objectContaining({ type: 'ChannelDtmfReceived', digit: key }));
    expect(events.at(-1)).toMatchObject({ type: 'PlaybackFinished', playback: { id: 'p-1', state: 'done' } });
  });

  it('presses nothing when there is nothing to hear', async () => {
    const events = await listen();
    await dial('leg-1', '+79000000010');
    await post('/channels/leg-1/play/p-1', { media: 'sound:no-such-sound' });
    timers.advanceTo(2_000);
    await hearAll();

    expect(events.map(({ type }) => type)).not.toContain('ChannelDtmfReceived');
  });

  it('talks for one second from when both are in the bridge', async () => {
    await listen();
    await dial('leg-1', '+79000000010');
    await dial('leg-2', '+79000000011');
    timers.advanceTo(5_000);
    await post('/bridges/b-1', { type: 'mixing' });
    await post('/bridges/b-1/addChannel', { channel: 'leg-1,leg-2' });
    timers.advanceTo(5_999);
    expect(exchange.witness().filter(({ kind }) => kind === 'hangup')).toEqual([]);

    timers.advanceTo(6_000);
    expect(exchange.witness().filter(({ kind }) => kind === 'hangup')).toHaveLength(2);
  });
});

describe('a channel to which something is played', () => {
  it('enters a bridge when it is over', async () => {
    const events = await listen();
    await dial('leg-1', '+79000000010');
    await post('/channels/leg-1/play/p-1', { media: 'sound:hello-world' });
    await post('/bridges/b-1');
    const added = post('/bridges/b-1/addChannel', { channel: 'leg-1' });
    await post('/bridges/b-2');
    await hearAll();
    expect(events.map(({ type }) => type)).not.toContain('ChannelEnteredBridge');

    timers.advanceTo(1_000);
    expect((await added).status).toBe(204);
  });

  it('hears one thing after the other', async () => {
    const events = await listen();
    await dial('leg-1', '+79000000007');
    await post('/channels/leg-1/play/p-1', { media: 'sound:beep' });
    await post('/channels/leg-1/play/p-2', { media: 'sound:beep' });
    timers.advanceTo(400);
    await request(exchange.url).delete('/ari/playbacks/p-1').auth('ringback', 'secret').expect(204);
    timers.advanceTo(500);
    await hearAll();

    const told = events.filter(({ type }) => String(type).startsWith('Playback'));
    expect(told).toMatchObject([
      { type: 'PlaybackStarted', playback: { id: 'p-1' } },
      { type: 'PlaybackFinished', playback: { id: 'p-1', state: 'done' } },
      { type: 'PlaybackStarted', playback: { id: 'p-2' } },
      { type: 'PlaybackFinished', playback: { id: 'p-2', state: 'failed' } },
    ]);
  });
});

describe('what a request without the right password gets', () => {
  it.each(['', '?api_key=ringback:wrong', '?api_key=ringback'])('is 401 from ARI%s', async (query) => {
    await request(exchange.url).get(`/ari/channels${query}`).expect(401);
  });

  it('is no event socket', async () => {
    const socket = new WebSocket(`${exchange.url.replace('http', 'ws')}/ari/events?app=app&api_key=ringback:wrong`);

    await expect(once(socket, 'open')).rejects.toThrow('401');
  });
});

describe('a body that is not JSON', () => {
  it('is answered 400 and dials nobody', async () => {
    const answer = await request(exchange.url)
      .post('/ari/channels/leg-1?endpoint=PJSIP/10@trunk&app=app')
      .auth('ringback', 'secret')
      .set('content-type', 'application/json')
      .send('{"variables":');

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ message: 'Invalid request' });
    expect(exchange.witness()).toEqual([]);
  });
});
