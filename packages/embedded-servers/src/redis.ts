import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { findFreePort } from './find-free-port.ts';

export interface EmbeddedRedisOptions {
  /** The `redis-server` to run. */
  program: string;
  /** Made when it is not there; holds the append-only file. */
  dataDir: string;
  /** 0, the default, is any free port. */
  port?: number;
  /** More settings, such as `{ maxmemory: '100mb' }`. */
  settings?: Record<string, string>;
}

export interface EmbeddedRedis {
  url: string;
  port: number;
  pid: number;
  /** Sends a signal to the server: `SIGKILL` for a crash, `SIGSTOP` and `SIGCONT` for a hang. */
  signal: (signal: NodeJS.Signals) => void;
  /** Resolves when the process has ended. */
  ended: Promise<void>;
  close: () => Promise<void>;
}

const START_WITHIN_MS = 10_000;

/** What makes a confirmed write a durable one. */
const DURABLE = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction', save: '' };

/** Starts Redis on 127.0.0.1 with every write synced before it is confirmed. */
export async function startRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const { program, dataDir, settings = {} } = options;
  await mkdir(dataDir, { recursive: true });
  const port = options.port === undefined || options.port === 0 ? await findFreePort() : options.port;
  const all = { bind: '127.0.0.1', port: String(port), dir: dataDir, daemonize: 'no', ...DURABLE, ...settings };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn(program, args, { stdio: 'ignore' });
  const ended = once(server, 'exit').then(() => {});
  await Promise.race([waitUntilItAnswers(port), failWhenItEnds(server, ended)]);
  return {
    url: `redis://127.0.0.1:${String(port)}`,
    port,
    pid: server.pid ?? 0,
    signal: (signal) => void server.kill(signal),
    ended,
    close: async () => {
      // A stopped process hears no SIGTERM.
      server.kill('SIGCONT');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function failWhenItEnds(server: ChildProcess, ended: Promise<void>): Promise<never> {
  await ended;
  throw new Error(`redis-server ended with ${String(server.exitCode)} at its start`);
}

/** A Redis that still reads its file says LOADING and is not there yet. */
async function waitUntilItAnswers(port: number): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS;
  while (!(await answersPing(port))) {
    if (performance.now() > deadline) throw new Error('redis-server did not answer in time');
    await sleep(20);
  }
}

async function answersPing(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString().startsWith('+PONG');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
