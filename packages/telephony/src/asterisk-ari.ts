import { randomUUID } from 'node:crypto';

import type { Logger } from '@ringback/runtime';

import { bridge, removeBridge } from './ari-bridge.ts';
import { createAriClient, expectAnswer } from './ari-client.ts';
import { dial } from './ari-dial.ts';
import { AriEvents } from './ari-events.ts';
import { openRecording, play, record, removeRecording, sendKeys } from './ari-media.ts';
import { parseAriMessage } from './ari-message.ts';
import { createAriSocket, type AriSocket } from './ari-socket.ts';
import { listBridges, listLiveCalls } from './list-live-calls.ts';
import type { SpokenPrompt, Telephony, TelephonyHandlers } from './port.ts';
import { RunningPlaybacks } from './running-playbacks.ts';

export interface AsteriskAriConfig {
  /** Of the exchange's HTTP server; `/ari` is below it. */
  url: string;
  username: string;
  password: string;
  /** The Stasis application, which one holder at a time listens to. */
  application: string;
  /**
   * The ways out, the first one first: `PJSIP/{number}@trunk`. `{number}` is the number as it is, `{digits}` the number
   * without its plus.
   */
  endpointTemplates: string[];
  /** Speaks a text and answers with its media URI; without it every text is Asterisk's `hello-world`. */
  speak?: (prompt: SpokenPrompt) => Promise<string>;
  requestTimeoutMs?: number;
  /** How often the exchange is asked for a sign of life; a link without one is cut. */
  beatEveryMs?: number;
}

const REQUEST_TIMEOUT_MS = 3_000;
const BEAT_EVERY_MS = 5_000;
const CAUSES = { normal: '16', 'answered-elsewhere': '26' } as const;

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
  const { application, endpointTemplates, speak } = config;
  // Of this driver alone: nobody else's beat says that its own socket is alive.
  const beat = `beat-${randomUUID()}`;
  const events = new AriEvents();
  const playbacks = new RunningPlaybacks();
  const socket: AriSocket = createAriSocket({
    url: config.url,
    application,
    credentials: config,
    beatEveryMs: config.beatEveryMs ?? BEAT_EVERY_MS,
    askForBeat: () => client.send({ method: 'POST', path: ['events', 'user', beat], query: { application } }),
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
      } else if (message?.userEvent === beat) {
        socket.hearBeat();
      } else if (message) {
        for (const event of events.read(message, now())) {
          playbacks.follow(event);
          handlers.onEvent(event);
        }
      }
    },
  });
  return {
    dial: (request) => dial({ client, socket, application, endpointTemplates }, request),
    play: (callId, playbackId, prompt) => play({ client, playbacks, speak, log }, callId, playbackId, prompt),
    sendKeys: (callId, keys, afterSeconds) => sendKeys(client, callId, keys, afterSeconds),
    bridge: (bridgeId, callIds) => bridge(client, playbacks, bridgeId, callIds),
    record: (bridgeId, recordingName) => record(client, bridgeId, recordingName),
    openRecording: (recordingName) => openRecording(client, recordingName),
    removeRecording: (recordingName) => removeRecording(client, recordingName),
    hangUp: async (callId, reason) => {
      const query = { reason_code: CAUSES[reason] };
      expectAnswer(await client.send({ method: 'DELETE', path: ['channels', callId], query }), [204, 404]);
    },
    removeBridge: (bridgeId) => removeBridge(client, bridgeId),
    listLiveCalls: () => listLiveCalls(client, events, application),
    listBridges: () => listBridges(client),
    close: async () => {
      socket.close();
      await client.close();
    },
  };
}
