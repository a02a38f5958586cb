import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

import { ROOT } from './set-up.mjs';

/** Ctrl-C reaches a script of npm twice within milliseconds: from the terminal, and once more from npm. */
const SAME_SIGNAL_MS = 500;
const PARENT_CHECK_MS = 250;

/**
 * Runs a server until it ends and answers its exit code. It is apart from the terminal's process group and gets each
 * signal from here exactly once, as a second one means "now". Over its IPC channel it notices when this process is gone.
 */
export function runServer(node, args) {
  const preload = ['--import', new URL('stop-with-parent.mjs', import.meta.url).href];
  return runProgram(node, [...preload, ...args], { detached: true, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/** Runs a program until it ends and answers its exit code. */
export async function runProgram(program, args, options = {}) {
  const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (process.env.npm_lifecycle_event) stopWithParent(child);
  let forwardedAt = -Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (performance.now() - forwardedAt < SAME_SIGNAL_MS) return;
      forwardedAt = performance.now();
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** A signal to npm ends the shell between npm and this process, and goes no further. */
function stopWithParent(child) {
  const parentPid = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parentPid) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, PARENT_CHECK_MS);
  watch.unref();
}
