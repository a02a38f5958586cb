import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';

import { createAsteriskAri, type AsteriskAriConfig } from './asterisk-ari.ts';
import { ContractLink } from './contract/contract-link.ts';
import { FakeAri } from './fake-ari.ts';
import { DialRefusedError, ExchangeUnreachableError } from './port.ts';

const log = createLogger('test', { level: 'silent' });
const ORDER = { callId: 'leg-1', number: '+79000000010', ringTimeoutSeconds: 20 };
const PROMPT = { text: 'Hello', language: 'en' } as const;

let server: FakeAri;
const links: ContractLink[] = [];

beforeEach(async () => {
  server = await FakeAri.listen();
});

afterEach(async () => {
  for (const { telephony } of links.splice(0)) await telephony.close();
  await server.close();
});

function start(more: Partial<AsteriskAriConfig> = {}): ContractLink {
  const config = {
    url: server.url,
    username: 'ringback',
    password: 'secret',
    application: 'ringback',
    endpointTemplates: ['PJSIP/{digits}@trunk'],
    requestTimeoutMs: 300,
    ...more,
  };
  const link = new ContractLink((handlers) => createAsteriskAri(config, handlers, log));
  links.push(link);
  return link;
}

async function connect(more: Partial<AsteriskAriConfig> = {}): Promise<ContractLink> {
  const link = start(more);
  await link.reached('up');
  return link;
}

describe('createAsteriskAri, dial', () => {
  it('sends our id, the endpoint, the application and the timeout', async () => {
    const { telephony } = await connect();
    await telephony.dial({ ...ORDER, callerId: '+78000000000' });

    expect(server.requests).toEqual([
      'POST /ari/channels/leg-1?endpoint=PJSIP%2F79000000010%40trunk&app=ringback&timeout=20&callerId=%2B78000000000',
    ]);
  });

  it('takes the way out that the order names, and refuses one that there is not', async () => {
    const endpointTemplates = ['PJSIP/{number}@one', 'PJSIP/{number}@two'];
    const { telephony } = await connect({ endpointTemplates });
    await telephony.dial({ ...ORDER, route: 1 });

    expect(server.requests).toEqual([
      'POST /ari/channels/leg-1?endpoint=PJSIP%2F%2B79000000010%40two&app=ringback&timeout=20',
    ]);
    const dialled = telephony.dial({ ...ORDER, callId: 'leg-2', route: 2 });
    await expect(dialled).rejects.toMatchObject({ name: 'DialRefusedError', callId: 'leg-2', code: 503 });
    expect(server.requests).toHaveLength(1);
  });

  it('takes an id that the exchange knows for taken', async () => {
    const { telephony } = await connect();
    server.answer = () => ({ status: 409, body: { message: 'Channel with given unique ID already exists' } });

    await expect(telephony.dial(ORDER)).resolves.toBeUndefined();
  });

  it.each([400, 401, 500])('is refused as a fault of the carrier when the answer is %i', async (status) => {
    const { telephony } = await connect();
    server.answer = () => ({ status });

    const dialled = telephony.dial(ORDER);
    await expect(dialled).rejects.toBeInstanceOf(DialRefusedError);
    await expect(dialled).rejects.toMatchObject({ callId: 'leg-1', code: 503 });
  });

  it.each([null, { status: 502 }, { status: 504 }])('may have been taken when the answer is %p', async (answer) => {
    const { telephony } = await connect();
    server.answer = () => answer;

    const dialled = telephony.dial(ORDER);
    await expect(dialled).rejects.toBeInstanceOf(ExchangeUnreachableError);
    await expect(dialled).rejects.toMatchObject({ neverSent: false });
    expect(server.requests).toHaveLength(1);
  });

  it('is not sent while there is no event socket', async () => {
    await server.close();
    const { telephony } = start();

    await expect(telephony.dial(ORDER)).rejects.toMatchObject({ neverSent: true });
    server = await FakeAri.listen();
  });
});

describe('createAsteriskAri, other orders', () => {
  it('throws when nothing listens at the address', async () => {
    await server.close();
    const { telephony } = start();

    await expect(telephony.listLiveCalls()).rejects.toMatchObject({
      name: 'ExchangeUnreachableError',
      neverSent: true,
    });
    server = await FakeAri.listen();
  });

  it('keeps an id with a slash inside its place in the path', async () => {
    const { telephony } = await connect();
    server.answer = () => ({ status: 404 });
    await telephony.hangUp('../bridges/b', 'answered-elsewhere');

    expect(server.requests).toEqual(['DELETE /ari/channels/..%2Fbridges%2Fb?reason_code=26']);
  });

  it('plays the sound that the prompt was turned into', async () => {
    const { telephony } = await connect({ speak: ({ text }) => Promise.resolve(`sound:http://media/${text}`) });
    server.answer = (request) => ({ status: request.startsWith('GET') ? 404 : 201 });
    await telephony.play('leg-1', 'prompt-1', PROMPT);

    expect(server.requests).toEqual([
      'GET /ari/playbacks/prompt-1',
      'POST /ari/channels/leg-1/play/prompt-1?media=sound%3Ahttp%3A%2F%2Fmedia%2FHello',
    ]);
  });

  it('plays what every exchange has when the text cannot be spoken', async () => {
    const { telephony } = await connect({ speak: () => Promise.reject(new Error('no voice')) });
    server.answer = (request) => ({ status: request.startsWith('GET') ? 404 : 201 });
    await telephony.play('leg-1', 'prompt-1', PROMPT);

    expect(server.requests).toContain('POST /ari/channels/leg-1/play/prompt-1?media=sound%3Ahello-world');
  });

  it('lists our legs only, without the other halves of Local channels', async () => {
    const { telephony } = await connect();
    const channels = ['leg-1', 'leg-1;2', 'leg-2', '1767.12'].map((id) => ({ id, state: 'Up' }));
    server.answer = (request) =>
      request.includes('/applications/')
        ? { status: 200, body: { channel_ids: ['leg-1', 'leg-1;2', 'leg-2'] } }
        : { status: 200, body: channels };

    const live = await telephony.listLiveCalls();
    expect(live.map(({ callId }) => callId)).toEqual(['leg-1', 'leg-2']);
  });
});

describe('createAsteriskAri, the link', () => {
  it('is not up before an event has come through it', async () => {
    server.beats = false;
    const link = start({ beatEveryMs: 20 });
    await server.connected(2);

    expect(link.states).toEqual([]);
    await expect(link.telephony.dial(ORDER)).rejects.toMatchObject({ neverSent: true });
    server.beats = true;
    await link.reached('up');
  });

  it('is cut when no sign of life comes any more, and opened again', async () => {
    const link = await connect({ beatEveryMs: 20 });
    server.beats = false;
    await link.reached('lost');
    server.beats = true;
    await link.reached('up', 2);

    expect(link.states).toEqual(['up', 'lost', 'up']);
  });

  it('lives on when the exchange sends what is no event', async () => {
    const link = await connect();
    server.say('not json');
    server.say({ type: 'SomethingNew', channel: null });
    server.say({ type: 'ChannelDestroyed', cause: 19, channel: { id: 'leg-1', state: 'Ringing' } });

    expect(await link.seen('leg-ended', 'leg-1')).toMatchObject({ code: 487 });
    expect(link.states).toEqual(['up']);
  });
});
