import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { kill } from 'node:process';
import { promisify } from 'node:util';

import type { Logger } from '@ringback/runtime';

/** Another live process runs Postgres on these data. */
export class DataInUseError extends Error {
  override readonly name = 'DataInUseError';
}

interface RunningServer {
  pid: number;
  parentPid: number;
}

/**
 * Makes way for a new server on `dataDir` after its owner was killed: ends the server that outlived it and removes a
 * pid file whose number belongs to someone else by now. A pid file of a dead server is left to Postgres, which also
 * checks its shared memory. Throws `DataInUseError` when the owner is alive.
 */
export async function stopOrphanPostgres(dataDir: string, log: Logger): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const firstLine = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n', 1)[0] ?? '';
  const pid = Number(firstLine);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;

  const server = await findServer(pid, dataDir);
  if (!server) {
    await rm(pidFile, { force: true });
    return;
  }
  if (await isNodeProcess(server.parentPid)) {
    throw new DataInUseError(`${dataDir} is in use by process ${String(server.parentPid)}: stop that one first`);
  }
  log.info({ pid }, 'orphaned postgres found');
  await stopProcess(pid);
}

export function isAlive(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (err) {
    return err instanceof Error && 'code' in err && err.code === 'EPERM';
  }
}

async function stopProcess(pid: number): Promise<void> {
  // Postgres: SIGINT is a fast shutdown, SIGQUIT an immediate one with recovery at the next start.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (isAlive(pid)) kill(pid, signal);
    for (let waitedMs = 0; waitedMs < 5000 && isAlive(pid); waitedMs += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function findServer(pid: number, dataDir: string): Promise<RunningServer | null> {
  const { parentPid, command } = await describeProcess(pid);
  return command.includes('postgres') && command.includes(dataDir) ? { pid, parentPid } : null;
}

async function isNodeProcess(pid: number): Promise<boolean> {
  if (pid <= 1) return false;
  const { command } = await describeProcess(pid);
  return /(^|\/)node(\.exe)?(\s|$)/.test(command.split(' ', 1)[0] ?? '');
}

/** Slim images have /proc but no `ps`; macOS has `ps` but no /proc. */
async function describeProcess(pid: number): Promise<{ parentPid: number; command: string }> {
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
    const command = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8');
    return { parentPid: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0), command: command.replaceAll('\0', ' ') };
  } catch {
    const ps = await promisify(execFile)('ps', ['-o', 'ppid=,args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    const [parentPid = '0', ...command] = ps.stdout.trim().split(/\s+/);
    return { parentPid: Number(parentPid), command: command.join(' ') };
  }
}
