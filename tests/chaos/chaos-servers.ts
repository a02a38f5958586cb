import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { migrateDatabase } from '@ringback/db';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@ringback/embedded-servers';
import { migrateQueueStore } from '@ringback/queue';
import { createTestLogger, startTestRedis, waitFor } from '@ringback/test-kit';
import pg from 'pg';

/** A server that is killed and comes back with the same data on the same port. */
export interface ChaosServer {
  url: string;
  killFor: (forMs: number) => Promise<void>;
  hangFor: (forMs: number) => Promise<void>;
  close: () => Promise<void>;
}

export interface ChaosPostgres extends ChaosServer {
  /** Kills one of the processes that serve connections: Postgres ends all others and recovers by itself. */
  killConnection: () => Promise<void>;
}

export interface ChaosRedis extends ChaosServer {
  /** Forgets everything. */
  wipe: () => Promise<void>;
}

const START_WITHIN = { withinMs: 60_000 };
const DATABASE = 'ringback';

/** A Postgres of its own that syncs what it confirms, with a migrated database. */
export async function startChaosPostgres(): Promise<ChaosPostgres> {
  const log = createTestLogger();
  const dir = await mkdtemp(join(tmpdir(), 'ringback-chaos-'));
  // Postgres does not run as root, and has to pass through.
  await chmod(dir, 0o755);
  const settings = { max_connections: '300' };
  const start = (port: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataDir: join(dir, 'postgres'), port, settings, log });
  let server = await start(0);
  await server.createDatabase(DATABASE);
  const url = server.url(DATABASE);
  await migrateDatabase(url, log);
  await migrateQueueStore(url);
  return {
    url,
    killFor: async (forMs) => {
      server.signal('SIGKILL');
      await server.ended;
      await sleep(forMs);
      // It does not start before the last process of the dead one is gone.
      server = await waitFor(() => start(server.port), START_WITHIN);
    },
    hangFor: async (forMs) => {
      const others = await listConnections(url);
      server.signal('SIGSTOP');
      signalAll(others, 'SIGSTOP');
      await sleep(forMs);
      signalAll(others, 'SIGCONT');
      server.signal('SIGCONT');
    },
    killConnection: async () => {
      const [first] = await listConnections(url);
      if (first !== undefined) signalAll([first], 'SIGKILL');
    },
    close: async () => {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The processes of Postgres that serve the product. */
async function listConnections(url: string): Promise<number[]> {
  return waitFor(async () => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random()`,
      );
      return rows.map(({ pid }) => pid);
    } finally {
      await client.end().catch(() => undefined);
    }
  }, START_WITHIN);
}

function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
}

/** A Redis of its own that syncs what it confirms. */
export async function startChaosRedis(): Promise<ChaosRedis> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringback-chaos-redis-'));
  let server = await startTestRedis({ dataDir });
  return {
    url: server.url,
    killFor: async (forMs) => {
      server.signal('SIGKILL');
      await server.ended;
      await sleep(forMs);
      server = await waitFor(() => startTestRedis({ dataDir, port: server.port }), START_WITHIN);
    },
    hangFor: async (forMs) => {
      server.signal('SIGSTOP');
      await sleep(forMs);
      server.signal('SIGCONT');
    },
    wipe: async () => {
      const socket = connect(server.port, '127.0.0.1');
      socket.end('FLUSHALL\r\n');
      await once(socket.resume(), 'close');
    },
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
