import type { Logger } from '@ringback/runtime';
import { WebSocket } from 'ws';

import { authorisationOf, type AriCredentials } from './ari-client.ts';

export interface AriSocketOptions {
  url: string;
  application: string;
  credentials: AriCredentials;
  /** A socket that answers no ping for so long is cut. */
  pingEveryMs: number;
  onMessage: (text: string) => void;
  onUp: () => void;
  onLost: () => void;
  log: Logger;
}

export interface AriSocket {
  isUp: () => boolean;
  /** Closes the socket for good. */
  close: () => void;
}

const HANDSHAKE_TIMEOUT_MS = 3_000;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;

/** Keeps one event socket open, and opens it again whenever it is lost, later each time. */
export function createAriSocket(options: AriSocketOptions): AriSocket {
  const { url, application, credentials, log } = options;
  const address = new URL(`${url}/ari/events`);
  address.protocol = address.protocol.replace('http', 'ws');
  address.searchParams.set('app', application);
  let socket: WebSocket | null = null;
  let retry: NodeJS.Timeout | null = null;
  let failures = 0;
  let isClosed = false;

  const open = (): void => {
    const opened = new WebSocket(address, {
      headers: { authorization: authorisationOf(credentials) },
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    socket = opened;
    let wasUp = false;
    const stopPinging = pingRegularly(opened, options.pingEveryMs);
    opened.on('open', () => {
      wasUp = true;
      failures = 0;
      options.onUp();
    });
    opened.on('message', (data) => {
      // A closed holder hears nothing more, whatever is still in the pipe.
      if (!isClosed) options.onMessage(readData(data));
    });
    opened.on('error', (err) => {
      log.warn({ err }, 'event socket failed');
    });
    opened.on('close', () => {
      stopPinging();
      if (isClosed) return;
      if (wasUp) options.onLost();
      retry = setTimeout(open, retryDelay(failures++));
    });
  };
  open();
  return {
    isUp: () => !isClosed && socket?.readyState === WebSocket.OPEN,
    close: () => {
      isClosed = true;
      if (retry) clearTimeout(retry);
      socket?.close();
      // A peer that does not answer the close frame is not waited for.
      if (socket?.readyState !== WebSocket.CLOSED) socket?.terminate();
    },
  };
}

/** Cuts the socket when a whole interval has passed without an answer to the last ping. */
function pingRegularly(socket: WebSocket, everyMs: number): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
  }, everyMs);
  return () => {
    clearInterval(timer);
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
