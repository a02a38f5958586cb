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
  readonly #server: Server;
  readonly #sockets: WebSocketServer;

  private constructor(server: Server, sockets: WebSocketServer, url: string) {
    this.#server = server;
    this.#sockets = sockets;
    this.url = url;
    server.on('request', (req, res) => {
      this.#respond(req, res);
    });
  }

  static async listen(socketOptions: { autoPong?: boolean } = {}): Promise<FakeAri> {
    const server = createServer();
    const sockets = new WebSocketServer({ server, ...socketOptions });
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

  async close(): Promise<void> {
    for (const socket of this.sockets()) socket.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #respond(req: IncomingMessage, res: ServerResponse): void {
    const request = `${req.method ?? ''} ${req.url ?? ''}`;
    this.requests.push(request);
    const answer = this.answer(request);
    if (!answer) return;
    res.writeHead(answer.status, { 'content-type': 'application/json' });
    res.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }
}
