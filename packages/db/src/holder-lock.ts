import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

/** The right to hold one exchange: an advisory lock on a connection of its own. */
export interface HolderLock {
  /** Resolves when the lock is lost: the connection is gone. */
  lost: Promise<void>;
  release: () => Promise<void>;
}

/**
 * Tries to become the holder of `exchange`; null when another process holds it or Postgres is away. The server lets go of
 * the lock of a dead or cut-off process within seconds.
 */
export async function tryHolderLock(databaseUrl: string, exchange: string): Promise<HolderLock | null> {
  const socket = new Socket();
  const client = new pg.Client({
    stream: () => socket,
    connectionString: databaseUrl,
    connectionTimeoutMillis: 2000,
    query_timeout: 3000,
    keepAlive: true,
    application_name: 'ringback holder',
  });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => {
      resolve();
    });
    client.on('end', () => {
      resolve();
    });
  });
  try {
    await client.connect();
    await client.query(
      "SELECT set_config('tcp_keepalives_idle', '2', false), set_config('tcp_keepalives_interval', '1', false), " +
        "set_config('tcp_keepalives_count', '3', false), set_config('tcp_user_timeout', '4000', false)",
    );
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 7)) AS held',
      [exchange],
    );
    if (rows[0]?.held) return { lost, release: () => end(client, socket) };
  } catch {
    // Postgres is away: nobody becomes the holder now.
  }
  await end(client, socket);
  return null;
}

const END_WITHIN_MS = 1000;

/** Politely, unless Postgres hangs: it lets go of the lock when the connection is gone. */
async function end(client: pg.Client, socket: Socket): Promise<void> {
  const ended = client.end().catch(() => {});
  await Promise.race([ended, sleep(END_WITHIN_MS, undefined, { ref: false })]);
  socket.destroy();
}
