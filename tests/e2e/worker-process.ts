import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { WorkerConfig } from '@ringback/worker';

export interface WorkerProcess {
  /** Resolves with the signal that ended the process, null when it ended by itself. */
  ended: Promise<NodeJS.Signals | null>;
  stop: () => Promise<void>;
}

const running = new Set<ChildProcess>();

const SCRIPT = join(import.meta.dirname, 'crashing-worker.ts');

/** Starts a worker in its own process and resolves when it takes jobs, or is dead already. */
export async function startWorkerProcess(config: WorkerConfig, mark = 'none'): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(config), mark], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  await Promise.race([once(child, 'message'), ended]);
  return {
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Ends what a failed test has left behind, so that the next one has the exchange to itself. */
export function killWorkerProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}
