import { createPostgresBackend as postgres, runMigrations, withBackend } from 'bullmq';
import pg from 'pg';

import type { Backend } from './queue-store.ts';
import { countInPostgres } from './shared-counts.ts';

const ADD_WITHIN_MS = 2000;

/** A connection that the network has lost answers never. */
const STATEMENT_WITHIN_MS = 5000;

/** BullMQ's PostgreSQL backend. Every queue and worker has a small pool and one listening connection. */
export function createPostgresBackend(databaseUrl: string): Backend {
  const { Queue, Worker } = withBackend(createLastingBackend);
  const connection = {
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: 2000,
    query_timeout: STATEMENT_WITHIN_MS,
    keepAlive: true,
    Client: HeardClient,
  };
  // Connects when the first hits are added.
  const counts = new pg.Pool({ ...connection, max: 1 });
  counts.on('error', () => {
    // An idle connection that breaks is replaced by the next statement.
  });
  return {
    kind: 'postgres',
    addWithinMs: ADD_WITHIN_MS,
    // By age alone: with a count BullMQ looks for what is over it at every completion, which costs more than the job.
    keepCompleted: { age: 900 },
    tried: Promise.resolve(),
    openQueue: (name, defaultJobOptions) => new Queue(name, { connection, defaultJobOptions }),
    openWorker: (name, handle, options) =>
      Object.assign(new Worker(name, handle, { connection, ...options }), {
        abandon: () => {
          // Its statements have a deadline.
        },
      }),
    claims: null,
    readJobFates: null,
    addHits: countInPostgres(counts),
    readClock: null,
    close: () => counts.end(),
  };
}

/** A connection that breaks as soon as it is there, before BullMQ listens to it, must not end the process. */
class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => {
      // The statement that is under way, or the next one, tells it.
    });
  }
}

/**
 * BullMQ 6.7.0 remembers a first connection that failed and hands the failure to every later caller, so that a process
 * that starts while Postgres is away would stay useless.
 */
const createLastingBackend: typeof postgres = (...args) => {
  const backend = postgres(...args);
  // Of what the connection for LISTEN is made.
  Reflect.set(backend.connection, 'pgModule', { Pool: pg.Pool, Client: HeardClient });
  for (const part of [backend, backend.connection]) {
    const becomeReady = part.waitUntilReady.bind(part);
    part.waitUntilReady = () =>
      becomeReady().catch((err: unknown) => {
        Reflect.deleteProperty(part, 'readyPromise');
        throw err;
      });
  }
  return backend;
};

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
