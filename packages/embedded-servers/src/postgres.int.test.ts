import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';
import pg from 'pg';

import { startEmbeddedPostgres } from './postgres.ts';
import { DataInUseError } from './stop-orphan-postgres.ts';

const log = createLogger('test', { level: 'silent' });
let dataDir: string;

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'ringback-postgres-')), 'data');
});

afterAll(async () => {
  await rm(join(dataDir, '..'), { recursive: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process that starts Postgres and is killed once it runs. */
async function startAndKillOwner(): Promise<void> {
  const program = `
    import { startEmbeddedPostgres } from '${new URL('postgres.ts', import.meta.url).href}';
    const log = { debug: () => undefined, info: () => undefined };
    await startEmbeddedPostgres({ dataDir: process.argv[1], log });
    console.log('running');
  `;
  const owner = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  for await (const line of createInterface(owner.stdout)) if (line === 'running') break;
  owner.kill('SIGKILL');
  await once(owner, 'close');
}

describe('startEmbeddedPostgres', () => {
  it('keeps the data over a restart', async () => {
    const first = await startEmbeddedPostgres({ dataDir, log });
    await first.createDatabase('ringback');
    await ask(first.url('ringback'), "CREATE TABLE kept AS SELECT 'Ж' AS letter");
    await first.close();

    const second = await startEmbeddedPostgres({ dataDir, log });
    await second.createDatabase('ringback');
    const rows = await ask(second.url('ringback'), 'SELECT lower(letter) AS letter FROM kept');
    await second.close();

    expect(rows).toEqual([{ letter: 'ж' }]);
  });

  it('takes over after its owner was killed', async () => {
    await startAndKillOwner();

    const server = await startEmbeddedPostgres({ dataDir, log });
    const rows = await ask(server.url('ringback'), 'SELECT letter FROM kept');
    await server.close();

    expect(rows).toEqual([{ letter: 'Ж' }]);
  });

  it('starts beside a pid file whose number belongs to another process by now', async () => {
    await writeFile(join(dataDir, 'postmaster.pid'), `${String(process.pid)}\n${dataDir}\n`);

    const server = await startEmbeddedPostgres({ dataDir, log });
    await server.close();
  });

  it('refuses data that a live process serves', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log });

    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(DataInUseError);
    expect(await ask(server.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.close();
  });

  it('names the port that is taken', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log });
    const other = { dataDir: `${dataDir}-other`, port: server.port, log };

    await expect(startEmbeddedPostgres(other)).rejects.toThrow(`did not start on port ${String(server.port)}`);
    await server.close();
  });

  it('lets nobody in without the password beside the data', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log });
    const password = (await readFile(`${dataDir}.password`, 'utf8')).trim();
    const url = new URL(server.url('postgres'));

    expect(url.password).toBe(password);
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await server.close();
  });
});
