import type { Logger } from '@ringback/runtime';

import { createAriClient, expectAnswer, isSuccess, UnexpectedAnswerError, type AriClient } from './ari-client.ts';
import { AriEvents } from './ari-events.ts';
import { parseAriMessage } from './ari-message.ts';
import { createAriSocket, type AriSocket } from './ari-socket.ts';
import { listBridges, listLiveCalls } from './list-live-calls.ts';
import {
  DialRefusedError,
  ExchangeUnreachableError,
  type DialRequest,
  type Prompt,
  type Telephony,
  type TelephonyHandlers,
} from './port.ts';
import { RunningPlaybacks } from './running-playbacks.ts';

export interface AsteriskAriConfig {
  /** Of the exchange's HTTP server; `/ari` is below it. */
  url: string;
  username: string;
  password: string;
  /** The Stasis application, which one holder at a time listens to. */
  application: string;
  /** `PJSIP/{number}@trunk`. `{number}` is the number as it is, `{digits}` the number without its plus. */
  endpointTemplate: string;
  /** Turns a prompt into a media URI of ARI; without it every prompt is Asterisk's `hello-world`. */
  resolveMedia?: (prompt: Prompt) => Promise<string>;
  requestTimeoutMs?: number;
  pingEveryMs?: number;
}

const REQUEST_TIMEOUT_MS = 3_000;
const PING_EVERY_MS = 5_000;
const CARRIER_FAULT = 503;
const ADDRESS_INCOMPLETE = 484;
const CAUSES = { normal: '16', 'answered-elsewhere': '26' } as const;
/** A number goes into a dial string, where `@`, `/` and `&` have a meaning of their own. */
const DIALLABLE = /^\+?[\w.*#-]{1,64}$/;

/**
 * The `Telephony` of one Asterisk over ARI. Connects by itself and again when the link is lost, until another holder
 * takes the application over or it is closed.
 */
export function createAsteriskAri(
  config: AsteriskAriConfig,
  handlers: TelephonyHandlers,
  log: Logger,
  now: () => Date = () => new Date(),
): Telephony {
  const client = createAriClient(config.url, config, config.requestTimeoutMs ?? REQUEST_TIMEOUT_MS);
  const events = new AriEvents();
  const playbacks = new RunningPlaybacks();
  const socket: AriSocket = createAriSocket({
    url: config.url,
    application: config.application,
    credentials: config,
    pingEveryMs: config.pingEveryMs ?? PING_EVERY_MS,
    log,
    onUp: () => {
      handlers.onLink('up');
    },
    onLost: () => {
      handlers.onLink('lost');
    },
    onMessage: (text) => {
      const message = parseAriMessage(text);
      if (message?.type === 'ApplicationReplaced') {
        socket.close();
        handlers.onLink('replaced');
      } else if (message) {
        for (const event of events.read(message, now())) {
          playbacks.follow(event);
          handlers.onEvent(event);
        }
      }
    },
  });
  return {
    dial: (request) => dial(client, socket, config, request),
    play: (callId, playbackId, prompt) => play({ client, playbacks, config, log }, callId, playbackId, prompt),
    bridge: (bridgeId, callIds) => bridge(client, playbacks, bridgeId, callIds),
    hangUp: async (callId, reason) => {
      const query = { reason_code: CAUSES[reason] };
      expectAnswer(await client.send({ method: 'DELETE', path: ['channels', callId], query }), [204, 404]);
    },
    removeBridge: (bridgeId) => removeBridge(client, bridgeId),
    listLiveCalls: () => listLiveCalls(client, events, config.application),
    listBridges: () => listBridges(client),
    close: async () => {
      socket.close();
      await client.close();
    },
  };
}

async function dial(
  client: AriClient,
  socket: AriSocket,
  config: AsteriskAriConfig,
  order: DialRequest,
): Promise<void> {
  const { callId, number, ringTimeoutSeconds, callerId } = order;
  if (!DIALLABLE.test(number)) throw new DialRefusedError(callId, ADDRESS_INCOMPLETE, 'not a number to dial');
  // Asterisk takes a dial without a socket, rings the phone and drops whoever answers.
  if (!socket.isUp()) throw new ExchangeUnreachableError('no event socket is open', { neverSent: true });
  const endpoint = config.endpointTemplate
    .replaceAll('{number}', number)
    .replaceAll('{digits}', number.replace('+', ''));
  const query = {
    endpoint,
    app: config.application,
    timeout: String(Math.ceil(ringTimeoutSeconds)),
    ...(callerId === undefined ? {} : { callerId }),
  };
  const { status } = await client.send({ method: 'POST', path: ['channels', callId], query });
  // 409: the exchange has the leg already.
  if (isSuccess(status) || status === 409) return;
  if (status === 502 || status === 504) throw new ExchangeUnreachableError('a proxy answered for the exchange');
  throw new DialRefusedError(callId, CARRIER_FAULT, `the exchange answered ${String(status)} to a dial`);
}

interface PlayDeps {
  client: AriClient;
  playbacks: RunningPlaybacks;
  config: AsteriskAriConfig;
  log: Logger;
}

async function play(deps: PlayDeps, callId: string, playbackId: string, prompt: Prompt): Promise<void> {
  const media = await (deps.config.resolveMedia?.(prompt) ?? 'sound:hello-world');
  deps.playbacks.add(callId, playbackId);
  const path = ['channels', callId, 'play', playbackId];
  const { status } = await deps.client.send({ method: 'POST', path, query: { media } });
  if (isSuccess(status)) return;
  deps.playbacks.remove(callId, playbackId);
  // 404: the leg is gone. 409: it is leaving, or was never answered.
  if (status !== 404 && status !== 409) throw new UnexpectedAnswerError(status);
  deps.log.debug({ callId, playbackId }, 'prompt was for a leg that is not there');
}

async function bridge(
  client: AriClient,
  playbacks: RunningPlaybacks,
  bridgeId: string,
  callIds: [string, string],
): Promise<boolean> {
  // A channel enters no bridge before its prompt is over.
  const prompts = callIds.flatMap((callId) => playbacks.of(callId));
  await Promise.all(prompts.map((id) => client.send({ method: 'DELETE', path: ['playbacks', id] })));
  const path = ['bridges', bridgeId];
  expectAnswer(await client.send({ method: 'POST', path, query: { type: 'mixing' } }), [200]);
  const query = { channel: callIds.join(',') };
  const { status } = await client.send({ method: 'POST', path: [...path, 'addChannel'], query });
  if (isSuccess(status)) return true;
  await removeBridge(client, bridgeId);
  // 400: no such channel. 409 and 422: it is leaving.
  if (status === 400 || status === 409 || status === 422) return false;
  throw new UnexpectedAnswerError(status);
}

async function removeBridge(client: AriClient, bridgeId: string): Promise<void> {
  expectAnswer(await client.send({ method: 'DELETE', path: ['bridges', bridgeId] }), [204, 404]);
}
