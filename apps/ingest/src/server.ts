import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';

import { createTurns } from './turns.ts';
import { isUpload } from './upload.ts';

export interface Deadlines {
  requestWithinMs: number;
  /** Of the largest file over the slowest line. */
  uploadWithinMs: number;
  /** What a form with files has to come with at least, to be given more time than others. */
  slowestBytesPerMs: number;
}

export interface BoundedServerOptions {
  deadlines?: Deadlines;
  /** What requests and responses are made of. */
  classes?: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;
}

const DEADLINES: Deadlines = { requestWithinMs: 10_000, uploadWithinMs: 300_000, slowestBytesPerMs: 64 };

/** So many at once have the time of an upload; more than these have to be quick. */
const MAX_UPLOADS = 200;

/**
 * An HTTP server that slow and greedy clients cannot hold. Node's own limits are minutes and no bound on connections;
 * keep-alive outlives the idle time of common proxies (60 s), so that they never send into a socket that is closing.
 * `largestUpload` says how long a form may be that gets more time than others.
 */
export function createBoundedServer(
  listener: RequestListener,
  largestUpload: () => number,
  { deadlines = DEADLINES, classes = {} }: BoundedServerOptions = {},
): Server {
  const bound = createBound(largestUpload, deadlines);
  const server = createServer(
    {
      ...classes,
      headersTimeout: 5_000,
      // For all requests alike, so the longest; each has its own deadline besides.
      requestTimeout: deadlines.uploadWithinMs + deadlines.requestWithinMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
      noDelay: true,
    },
    (request, response) => {
      // Node takes a line without a version, and a crawler of old addresses must not order a call.
      if (request.httpVersionMajor !== 1) return void response.writeHead(505, { Connection: 'close' }).end();
      void bound(request, response);
      listener(request, response);
    },
  );
  server.maxConnections = 10_000;
  server.maxRequestsPerSocket = 1_000;
  return server;
}

/** Cuts a request off whose body has not come in time. */
function createBound(
  largestUpload: () => number,
  { requestWithinMs, uploadWithinMs, slowestBytesPerMs }: Deadlines,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let uploads = 0;
  const bound = (request: IncomingMessage, response: ServerResponse): void => {
    const { 'content-length': length } = request.headers;
    const bytes = Number(length ?? Infinity);
    const isSlow = isUpload(request) && bytes <= largestUpload() && uploads < MAX_UPLOADS;
    if (isSlow) uploads += 1;
    const timer = setTimeout(
      () => {
        cutOff(request, response);
      },
      isSlow ? Math.min(uploadWithinMs, requestWithinMs + bytes / slowestBytesPerMs) : requestWithinMs,
    );
    request.once('close', () => {
      clearTimeout(timer);
      if (isSlow) uploads -= 1;
    });
  };
  const nextTurn = createTurns();
  return async (request, response) => {
    // Nearly every form comes in one piece with its headers, and is there once that piece has been read.
    await nextTurn();
    if (!request.complete) bound(request, response);
  };
}

function cutOff(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  if (response.headersSent) {
    request.destroy();
    return;
  }
  response.writeHead(408, { Connection: 'close' }).end(() => request.destroy());
}
