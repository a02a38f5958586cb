import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pid } from 'node:process';

import type { Logger } from '@ringback/runtime';

import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres.ts';
import { isAlive, stopOrphanPostgres } from './stop-orphan-postgres.ts';

/** Speed instead of durability: the data do not outlive the server anyway. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/**
 * Starts a Postgres that leaves nothing behind: its data stand below `parentDir` and go when it closes. What earlier
 * processes left there because they were killed is cleared away first.
 */
export async function startTemporaryPostgres(parentDir: string, log: Logger): Promise<EmbeddedPostgres> {
  await clearAbandoned(parentDir, log);
  const dataDir = join(parentDir, `postgres-${String(pid)}-${randomBytes(4).toString('hex')}`);
  const server = await startEmbeddedPostgres({ dataDir, settings: SETTINGS, log });
  const close = async (): Promise<void> => {
    await server.close();
    await removeData(dataDir);
  };
  return { ...server, close };
}

async function clearAbandoned(parentDir: string, log: Logger): Promise<void> {
  for (const entry of await readdir(parentDir).catch(() => [])) {
    const ownerPid = /^postgres-(\d+)-[0-9a-f]{8}$/.exec(entry)?.[1];
    if (ownerPid === undefined || isAlive(Number(ownerPid))) continue;
    await stopOrphanPostgres(join(parentDir, entry), log);
    await removeData(join(parentDir, entry));
  }
}

async function removeData(dataDir: string): Promise<void> {
  for (const path of [dataDir, `${dataDir}.password`, `${dataDir}.unfinished`]) {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}
