import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { WebSocketServer, type WebSocket } from 'ws';

export interface FakeAnswer {
  status: number;
  body?: unknown;
}

/** An ARI server that answers and tells what a test says, for faults that no real exchange shows on demand. */
export class FakeAri {
  readonly url: string;
  /** What came in, such as `DELETE /ari/channels/leg-1?reason_code=16`. */
  readonly requests: string[] = [];
  /** Null leaves a request without an answer. */
  answer: (request: string) => FakeAnswer | null = () => ({ status: 200, body: {} });
  /** Whether it sends the sign of life that it is asked for. */
  beats = true;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  #connections = 0;

  private constructor(server: Server, sockets: WebSocketServer, url: string) {
    this.#server = server;
    this.#sockets = sockets;
    this.url = url;
    sockets.on('connection', () => (this.#connections += 1));
    server.on('request', (req, res) => {
      this.#respond(req, res);
    });
  }

  static async listen(): Promise<FakeAri> {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return new FakeAri(server, sockets, `http://127.0.0.1:${String(address.port)}`);
  }

  say(event: unknown): void {
    for (const socket of this.sockets()) socket.send(typeof event === 'string' ? event : JSON.stringify(event));
  }

  sockets(): WebSocket[] {
    return [...this.#sockets.clients];
  }

  /** Waits until so many event sockets have been opened. */
  async connected(times: number): Promise<void> {
    while (this.#connections < times) await once(this.#sockets, 'connection');
  }

  async close(): Promise<void> {
    for (const socket of this.sockets()) socket.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #respond(req: IncomingMessage, res: ServerResponse): void {
    const request = `${req.method ?? ''} ${req.url ?? ''}`;
    const [, beat] = /^POST \/ari\/events\/user\/([^?]+)/.exec(request) ?? [];
    if (beat !== undefined) {
      if (this.beats) this.say({ type: 'ChannelUserevent', eventname: beat });
      res.writeHead(204).end();
      return;
    }
    this.requests.push(request);
    const answer = this.answer(request);
    if (!answer) return;
    res.writeHead(answer.status, { 'content-type': 'application/json' });
    res.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }
}
