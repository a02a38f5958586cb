import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Logger } from '@ringback/runtime';
import { WebSocketServer } from 'ws';

import type { Applications } from './applications.ts';
import { isAuthorised, readQuery, type Credentials } from './authorise.ts';

const EVENTS_PATH = '/ari/events';

export interface EventSockets {
  /** Cuts every event socket, as a failing network does. */
  drop: () => void;
  close: () => void;
}

/** Answers the WebSocket handshakes of `/ari/events`. */
export function createEventSockets(
  server: Server,
  credentials: Credentials,
  applications: Applications,
  log: Logger,
): EventSockets {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (req: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', (err) => {
      log.debug({ err }, 'event socket failed');
    });
    const names = (readQuery(req).get('app') ?? '').split(',').filter((name) => name !== '');
    const refusal = findRefusal(req, names, credentials);
    if (refusal !== null) {
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(req, stream, head, (socket) => {
      applications.connect(names, socket);
      log.info({ applications: names }, 'event socket opened');
      socket.on('error', (err) => {
        log.debug({ err }, 'event socket failed');
      });
      socket.on('close', () => {
        log.info({ applications: names }, 'event socket closed');
      });
    });
  });
  const drop = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return { drop, close: drop };
}

function findRefusal(req: IncomingMessage, names: string[], credentials: Credentials): string | null {
  if (req.url?.split('?')[0] !== EVENTS_PATH) return '404 Not Found';
  if (!isAuthorised(req, credentials)) return '401 Unauthorized';
  return names.length === 0 ? '400 Bad Request' : null;
}
