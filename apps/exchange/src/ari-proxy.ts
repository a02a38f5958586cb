import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocket, WebSocketServer } from 'ws';

import { EventDamage, type Damage } from './damage.ts';
import { createScaledTimers } from './scaled-timers.ts';

/** Stands between a driver and a real Asterisk, so that its events can be damaged and its links cut. */
export interface AriProxy {
  url: string;
  damage: (damage: Partial<Damage>) => void;
  cutLinks: () => void;
  /** How often Asterisk said that it called a phone for this leg. */
  countRings: (callId: string) => number;
  close: () => Promise<void>;
}

/** `target` is the URL of Asterisk's HTTP server. */
export async function startAriProxy(target: string, seed: number): Promise<AriProxy> {
  const timers = createScaledTimers(1);
  const damage = new EventDamage(timers, seed);
  const rings = new Map<string, number>();
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((req, res) => {
    forward(req, res, target, (send) => timers.after(damage.answerDelaySeconds, send));
  });
  server.on('upgrade', (req: IncomingMessage, stream: Duplex, head: Buffer) => {
    const { authorization = '' } = req.headers;
    const upstream = new WebSocket(`${target.replace('http', 'ws')}${req.url ?? ''}`, { headers: { authorization } });
    upstream.on('error', () => stream.destroy());
    upstream.once('open', () => {
      sockets.handleUpgrade(req, stream, head, (socket) => {
        upstream.on('message', (data: Buffer) => {
          const text = data.toString();
          countRing(rings, text);
          damage.pass(() => {
            socket.send(text);
          });
        });
        upstream.on('close', () => {
          socket.terminate();
        });
        socket.on('close', () => {
          upstream.close();
        });
      });
    });
  });
  const cutLinks = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    damage: (wanted) => {
      damage.set(wanted, cutLinks);
    },
    cutLinks,
    countRings: (callId) => rings.get(callId) ?? 0,
    close: async () => {
      timers.close();
      cutLinks();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function forward(req: IncomingMessage, res: ServerResponse, target: string, later: (send: () => void) => void): void {
  const { method, headers, url = '' } = req;
  const asked = request(`${target}${url}`, { method, headers }, (answer) => {
    later(() => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
  });
  asked.on('error', () => res.destroy());
  req.pipe(asked);
}

/** Asterisk's word for a call that goes out: a `Dial` without a status. */
function countRing(rings: Map<string, number>, text: string): void {
  const event: unknown = JSON.parse(text);
  if (typeof event !== 'object' || event === null || !('dialstatus' in event) || event.dialstatus !== '') return;
  const peer = 'peer' in event ? event.peer : null;
  if (typeof peer !== 'object' || peer === null || !('id' in peer) || typeof peer.id !== 'string') return;
  rings.set(peer.id, (rings.get(peer.id) ?? 0) + 1);
}
