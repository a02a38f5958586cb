import type { Logger } from '@ringback/runtime';
import { WebSocket } from 'ws';

import { authorisationOf, type AriCredentials } from './ari-client.ts';

export interface AriSocketOptions {
  url: string;
  application: string;
  credentials: AriCredentials;
  /** Has the exchange send a beat through the socket; whoever reads the socket says `hearBeat` then. */
  askForBeat: () => Promise<unknown>;
  beatEveryMs: number;
  onMessage: (text: string) => void;
  onUp: () => void;
  onLost: () => void;
  log: Logger;
}

export interface AriSocket {
  /** Whether events flow. */
  isUp: () => boolean;
  hearBeat: () => void;
  /** Closes the socket for good. */
  close: () => void;
}

const HANDSHAKE_TIMEOUT_MS = 3_000;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
/** An open socket is no proof that anything comes through it, so it is asked quickly at first. */
const FIRST_BEATS_EVERY_MS = 500;
const MISSED_BEATS = 3;

/**
 * Keeps one event socket open, and opens it again whenever it is lost, later each time. It is up when a beat has come
 * through: Asterisk can leave a socket open whose application it has dropped, when the one before it closed at the same
 * moment.
 */
export function createAriSocket(options: AriSocketOptions): AriSocket {
  const { url, application, credentials, log } = options;
  const address = new URL(`${url}/ari/events`);
  address.protocol = address.protocol.replace('http', 'ws');
  address.searchParams.set('app', application);
  let socket: WebSocket | null = null;
  let retry: NodeJS.Timeout | null = null;
  let beat: NodeJS.Timeout | null = null;
  let missedBeats = 0;
  let failures = 0;
  let isUp = false;
  let isClosed = false;

  const askForBeats = (opened: WebSocket): void => {
    if (missedBeats >= MISSED_BEATS) {
      log.warn('no beat came through the event socket');
      opened.terminate();
      return;
    }
    missedBeats += 1;
    options.askForBeat().catch((err: unknown) => {
      log.debug({ err }, 'beat was not asked for');
    });
    beat = setTimeout(askForBeats, Math.min(isUp ? Infinity : FIRST_BEATS_EVERY_MS, options.beatEveryMs), opened);
  };
  const open = (): void => {
    const opened = new WebSocket(address, {
      headers: { authorization: authorisationOf(credentials) },
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    socket = opened;
    opened.on('open', () => {
      missedBeats = 0;
      askForBeats(opened);
    });
    opened.on('message', (data) => {
      // A closed holder hears nothing more, whatever is still in the pipe.
      if (!isClosed) options.onMessage(readData(data));
    });
    opened.on('error', (err) => {
      log.warn({ err }, 'event socket failed');
    });
    opened.on('close', () => {
      if (beat) clearTimeout(beat);
      if (isClosed) return;
      const wasUp = isUp;
      isUp = false;
      if (wasUp) options.onLost();
      retry = setTimeout(open, retryDelay(failures++));
    });
  };
  open();
  return {
    isUp: () => !isClosed && isUp && socket?.readyState === WebSocket.OPEN,
    hearBeat: () => {
      missedBeats = 0;
      if (isUp) return;
      isUp = true;
      failures = 0;
      options.onUp();
    },
    close: () => {
      isClosed = true;
      if (retry) clearTimeout(retry);
      socket?.close();
      // A peer that does not answer the close frame is not waited for.
      if (socket?.readyState !== WebSocket.CLOSED) socket?.terminate();
    },
  };
}

function retryDelay(failures: number): number {
  const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
  return longest * (0.5 + Math.random() / 2);
}

function readData(data: WebSocket.RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}
