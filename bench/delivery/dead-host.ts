/** A host that takes connections and never answers. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

import { serveMeasured } from '../measured/serve-measured.ts';

await serveMeasured(async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the host has no port');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return Promise.resolve();
    },
  };
});
