import { createServer, type RequestListener, type Server } from 'node:http';

/**
 * An HTTP server that slow and greedy clients cannot hold. Node's own limits are minutes and no bound on connections;
 * keep-alive outlives the idle time of common proxies (60 s), so that they never send into a socket that is closing.
 */
export function createBoundedServer(listener: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
      noDelay: true,
    },
    listener,
  );
  server.maxConnections = 10_000;
  server.maxRequestsPerSocket = 1_000;
  return server;
}
