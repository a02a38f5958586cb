import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface SinkRequest {
  at: Date;
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}

export interface SinkAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** `close` cuts the connection instead of answering, `silence` leaves it open without an answer. */
  instead?: 'close' | 'silence';
}

export interface HttpSink {
  url: string;
  /** In the order of arrival; a request is here once its body has arrived. */
  requests: SinkRequest[];
  /** What it answers from now on. At first it answers 200 with an empty body. */
  answerWith: (answer: SinkAnswer | ((request: SinkRequest) => SinkAnswer)) => void;
  close: () => Promise<void>;
}

/** A real HTTP server on 127.0.0.1 that keeps what it got and answers what it is told. */
export async function startHttpSink(): Promise<HttpSink> {
  const requests: SinkRequest[] = [];
  let answer: (request: SinkRequest) => SinkAnswer = () => ({});
  const server = createServer((req, res) => {
    void readRequest(req).then(
      (request) => {
        requests.push(request);
        send(res, answer(request));
      },
      () => res.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');

  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    requests,
    answerWith: (next) => {
      answer = typeof next === 'function' ? next : () => next;
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readRequest(req: IncomingMessage): Promise<SinkRequest> {
  const bytes = await buffer(req);
  const { method = '', url = '', headers } = req;
  return { at: new Date(), method, url, headers, body: bytes.toString('utf8'), bytes };
}

function send(res: ServerResponse, { status = 200, headers = {}, body = '', instead }: SinkAnswer): void {
  if (instead === 'silence') return;
  if (instead === 'close') {
    res.destroy();
    return;
  }
  res.writeHead(status, headers).end(body);
}
