import { createPostgresBackend as postgres, runMigrations, withBackend } from 'bullmq';
import pg from 'pg';

import type { Backend } from './queue-store.ts';

const ADD_WITHIN_MS = 2000;

/** BullMQ's PostgreSQL backend. Every queue and worker has a small pool and one listening connection. */
export function createPostgresBackend(databaseUrl: string): Backend {
  const { Queue, Worker } = withBackend(postgres);
  const connection = { connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 2000, keepAlive: true };
  return {
    kind: 'postgres',
    addWithinMs: ADD_WITHIN_MS,
    openQueue: (name, defaultJobOptions) => new Queue(name, { connection, defaultJobOptions }),
    openWorker: (name, handle, options) => new Worker(name, handle, { connection, ...options }),
    claimSubmissions: null,
    readClock: null,
    close: () => Promise.resolve(),
  };
}

/** Creates or updates the queue store's tables in Postgres. Safe to run by many at once. */
export async function migrateQueueStore(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
