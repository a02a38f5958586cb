import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';

import { migrateDatabase } from '@ringback/db';
import { startEmbeddedPostgres, startRedis } from '@ringback/embedded-servers';
import { migrateQueueStore } from '@ringback/queue';
import type { Lifecycle, Logger } from '@ringback/runtime';
import { Redis } from 'ioredis';
import pg from 'pg';

import { readTreeCpuSeconds } from './measured/process-tree-cpu.ts';

/** A Redis of the bench's own, every write synced before it is confirmed. */
export interface BenchRedis {
  url: string;
  client: Redis;
  cpuSeconds: () => Promise<number>;
}

/** A Postgres of the bench's own, every commit synced before it is confirmed. */
export interface BenchPostgres {
  /** A migrated database. */
  url: string;
  client: pg.Client;
  cpuSeconds: () => Promise<number>;
}

const DATABASE = 'bench';

/** A rewrite of the append-only file would meet one of the compared and spare the others. */
const REDIS_SETTINGS = { 'auto-aof-rewrite-percentage': '0' };

const POSTGRES_SETTINGS = {
  max_connections: '200',
  max_wal_size: '4GB',
  shared_preload_libraries: 'pg_stat_statements',
};

export async function openRedis(lifecycle: Lifecycle): Promise<BenchRedis> {
  const dataDir = await makeDataDir(lifecycle, 'redis');
  const program = env['REDIS_SERVER_PATH'] ?? '/usr/bin/redis-server';
  const server = await startRedis({ program, dataDir, settings: REDIS_SETTINGS });
  lifecycle.add('redis', server, (s) => s.close());
  const client = lifecycle.add('redis client', new Redis(server.url), (c) => {
    c.disconnect();
  });
  return { url: server.url, client, cpuSeconds: () => readTreeCpuSeconds(server.pid) };
}

export async function openPostgres(lifecycle: Lifecycle, log: Logger): Promise<BenchPostgres> {
  const dataDir = join(await makeDataDir(lifecycle, 'postgres'), 'data');
  const server = await startEmbeddedPostgres({ dataDir, settings: POSTGRES_SETTINGS, log });
  lifecycle.add('postgres', server, (s) => s.close());
  await server.createDatabase(DATABASE);
  const url = server.url(DATABASE);
  await migrateDatabase(url, log);
  await migrateQueueStore(url);
  const client = lifecycle.add('postgres client', new pg.Client(url), (c) => c.end());
  await client.connect();
  await client.query('CREATE EXTENSION pg_stat_statements');
  const [pid = ''] = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
  return { url, client, cpuSeconds: () => readTreeCpuSeconds(Number(pid)) };
}

/** On a real disk, as `sync` costs nothing elsewhere; gone when the bench ends. */
async function makeDataDir(lifecycle: Lifecycle, name: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), `ringback-bench-${name}-`));
  // Postgres runs as another user where we are root.
  await chmod(dir, 0o755);
  return lifecycle.add(`files of ${name}`, dir, (d) => rm(d, { recursive: true, force: true }));
}
