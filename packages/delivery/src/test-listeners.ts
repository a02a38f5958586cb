import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';

import { createAddressGuard } from './address-guard.ts';
import {
  createDeliveryClient,
  type DeliveryClient,
  type DeliveryOutcome,
  type DeliveryRequest,
  type DeliveryTimeouts,
} from './delivery-client.ts';

const opened: { server: Server; sockets: Set<Socket> }[] = [];

/** Listens on loopback until `closeListeners`; resolves with the port. */
export function listenHttp(handle: (req: IncomingMessage, res: ServerResponse) => unknown): Promise<string> {
  return listen(createHttpServer(handle));
}

export function listenTcp(handle: (socket: Socket) => unknown): Promise<string> {
  return listen(createServer(handle));
}

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  opened.push({ server, sockets });
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return String(address.port);
}

export async function closeListeners(): Promise<void> {
  for (const { server, sockets } of opened.splice(0)) {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }
}

interface TestClient {
  client: DeliveryClient;
  get: (url: string, rest?: Partial<DeliveryRequest>) => Promise<DeliveryOutcome>;
  /** The names that were looked up. All are this machine, but for `inside.test`, `nowhere.test` and `stuck.test`. */
  lookups: string[];
}

export function createTestClient(timeouts: Partial<DeliveryTimeouts> = {}): TestClient {
  const lookups: string[] = [];
  const guard = createAddressGuard({
    allowLoopback: true,
    resolve: (host) => {
      lookups.push(host);
      if (host === 'nowhere.test') return Promise.reject(Object.assign(new Error(host), { code: 'ENOTFOUND' }));
      if (host === 'stuck.test') return new Promise(() => undefined);
      return Promise.resolve([{ address: host === 'inside.test' ? '10.0.0.1' : '127.0.0.1', family: 4 }]);
    },
  });
  const client = createDeliveryClient({ guard, timeouts });
  const get: TestClient['get'] = (url, rest = {}) =>
    client.send({ url, method: 'GET', headers: {}, followRedirects: 0, ...rest });
  return { client, get, lookups };
}
