import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface SupervisedProcess {
  name: string;
  /** Ends it with -9 and starts it again after `forMs`. */
  killFor: (forMs: number) => Promise<void>;
  /** Stops it where it stands, and lets it go on after `forMs`. */
  hangFor: (forMs: number) => Promise<void>;
  /** How often it ended although nobody killed it, in words. */
  ownEnds: string[];
  /** Ends it for good, politely unless told otherwise, and resolves with how it ended. */
  stop: (signal?: NodeJS.Signals) => Promise<string>;
}

const STOP_WITH_PARENT = join(import.meta.dirname, '../../scripts/stop-with-parent.mjs');

/** Runs a script as a process of its own and starts it again whenever it ends, as an init system does. */
export function superviseProcess(name: string, script: string, env: NodeJS.ProcessEnv): SupervisedProcess {
  const ownEnds: string[] = [];
  let wanted = true;
  let child = start();
  let ended = watch(child);

  function start(): ChildProcess {
    return spawn(process.execPath, ['--import', STOP_WITH_PARENT, script], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    });
  }

  function watch(started: ChildProcess): Promise<string> {
    return once(started, 'exit').then(([code, signal]: (number | string | null)[]) => {
      const how = String(signal ?? code);
      if (wanted) {
        ownEnds.push(`${name} ended with ${how}`);
        restart();
      }
      return how;
    });
  }

  function restart(): void {
    wanted = true;
    child = start();
    ended = watch(child);
  }

  return {
    name,
    ownEnds,
    killFor: async (forMs) => {
      wanted = false;
      child.kill('SIGKILL');
      await ended;
      await pause(forMs);
      restart();
    },
    hangFor: async (forMs) => {
      const hung = child;
      hung.kill('SIGSTOP');
      await pause(forMs);
      hung.kill('SIGCONT');
    },
    stop: async (signal = 'SIGTERM') => {
      wanted = false;
      child.kill(signal);
      return ended;
    },
  };
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
