import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startTestRedis } from './start-test-redis.ts';

export interface BreakableRedis {
  url: string;
  /** Ends it with -9. */
  kill: () => Promise<void>;
  /** Starts it again at the same address with the same data. */
  restart: () => Promise<void>;
  /** Stops it where it stands, and lets it go on. */
  hang: () => void;
  goOn: () => void;
  /** Resolves with the answer as it comes over the wire: `send('CONFIG SET maxmemory 1mb')`. */
  send: (command: string) => Promise<string>;
  close: () => Promise<void>;
}

/** A durable Redis that can be broken and mended. */
export async function startBreakableRedis(): Promise<BreakableRedis> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringback-redis-'));
  let server = await startTestRedis({ dataDir });
  const { url, port } = server;
  return {
    url,
    kill: async () => {
      server.signal('SIGKILL');
      await server.ended;
    },
    restart: async () => {
      server = await startTestRedis({ dataDir, port });
    },
    hang: () => {
      server.signal('SIGSTOP');
    },
    goOn: () => {
      server.signal('SIGCONT');
    },
    send: (command) => send(port, command),
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function send(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(`${command}\r\nQUIT\r\n`);
  await once(socket, 'close');
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\+OK\r\n$/, '');
}
