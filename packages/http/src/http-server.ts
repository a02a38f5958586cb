import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

/** Node's own limits (60 s for headers, 300 s for a body, no end of connections) invite slow clients to stay. */
export interface HttpServerLimits {
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  /** Longer than the proxy's in front, or the proxy meets connections that have just gone. */
  keepAliveTimeoutMs: number;
  maxConnections: number;
}

const DEFAULT_LIMITS: HttpServerLimits = {
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  keepAliveTimeoutMs: 65_000,
  maxConnections: 10_000,
};

/** How often a server that closes looks for connections that have become idle. */
const DRAIN_STEP_MS = 20;

/** A server that waits for nobody longer than the limits say. */
export function createHttpServer(listener: RequestListener, limits: Partial<HttpServerLimits> = {}): Server {
  const { headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs, maxConnections } = { ...DEFAULT_LIMITS, ...limits };
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: keepAliveTimeoutMs,
    },
    listener,
  );
  server.maxConnections = maxConnections;
  return server;
}

/** Listens and resolves with `http://host:port`; port 0 takes a free one. */
export async function listen(server: Server, at: { host: string; port: number }): Promise<string> {
  server.listen(at.port, at.host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${address.port}`;
}

/**
 * Takes no more connections and resolves when every request that is under way has been answered, or after `cutAfterMs`
 * has been cut off.
 */
export async function closeHttpServer(server: Server, { cutAfterMs }: { cutAfterMs?: number } = {}): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  // close() ends only what is idle at that moment; a connection whose answer goes out later would stay for its keep-alive.
  const draining = setInterval(() => {
    server.closeIdleConnections();
  }, DRAIN_STEP_MS);
  const cutting =
    cutAfterMs === undefined
      ? undefined
      : setTimeout(() => {
          server.closeAllConnections();
        }, cutAfterMs);
  await closed;
  clearTimeout(cutting);
  clearInterval(draining);
}
