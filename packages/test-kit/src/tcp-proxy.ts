import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  /** The target's address with the proxy's port in it. */
  url: string;
  /** Passes everything; what was held back is sent on. */
  pass: () => Promise<void>;
  /** Cuts every connection and refuses new ones, as a server that is not there. */
  refuse: () => Promise<void>;
  /** Takes connections and bytes and passes nothing, as a server that hangs. */
  hang: () => void;
  /** Leaves the open connections silent for ever, as a network that lost them, and passes the next. */
  forget: () => void;
  close: () => Promise<void>;
}

/** Stands between a client and the server at `targetUrl`, on 127.0.0.1, and fails as it is told. */
export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const open = new Set<Socket>();
  const forgotten = new Set<Socket>();
  let hangs = false;

  const join = (from: Socket, to: Socket): void => {
    open.add(from);
    if (hangs) from.pause();
    from.on('data', (bytes) => to.write(bytes));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      forgotten.delete(from);
      to.destroy();
    });
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    join(client, upstream);
    join(upstream, client);
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = async (): Promise<void> => {
    const closed = server.listening ? once(server, 'close') : null;
    server.close();
    for (const socket of [...open, ...forgotten]) socket.destroy();
    await closed;
  };

  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(targetUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    pass: async () => {
      hangs = false;
      if (!server.listening) await listen(port);
      for (const socket of open) socket.resume();
    },
    refuse: cut,
    hang: () => {
      hangs = true;
      for (const socket of open) socket.pause();
    },
    forget: () => {
      for (const socket of open) {
        socket.pause();
        forgotten.add(socket);
      }
      open.clear();
    },
    close: cut,
  };
}
