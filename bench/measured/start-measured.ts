import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

import { within } from '@ringback/runtime';

import type { Environment } from './environment.ts';
import type { Reply, Usage } from './messages.ts';

export interface MeasuredProcess {
  url: string;
  /** Rejects when the process has not answered in time, or has ended. */
  ask: (question: object, withinMs: number) => Promise<unknown>;
  usage: () => Promise<Usage>;
  close: () => Promise<void>;
}

export interface MeasuredOptions {
  /** Where `node --cpu-prof` writes its profile when the process ends; null: no profile. */
  profileDir: string | null;
}

const START_WITHIN_MS = 20_000;
const USAGE_WITHIN_MS = 20_000;
const CLOSE_WITHIN_MS = 15_000;

/** Runs a script that calls `serveMeasured` in a process of its own and resolves when it is ready. */
export async function startMeasured(
  script: URL,
  env: Environment,
  { profileDir }: MeasuredOptions = { profileDir: null },
): Promise<MeasuredProcess> {
  const profile = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
  const child = spawn(process.execPath, [...profile, script.pathname, JSON.stringify(env)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answers = collectAnswers(child);
  const ready = await within(START_WITHIN_MS, answers.ready);
  const ask = (question: unknown, withinMs: number): Promise<unknown> => within(withinMs, answers.ask(question));
  return {
    url: ready,
    ask,
    usage: async () => (await ask('usage', USAGE_WITHIN_MS)) as Usage,
    close: () => close(child),
  };
}

function collectAnswers(child: ChildProcess): {
  ready: Promise<string>;
  ask: (question: unknown) => Promise<unknown>;
} {
  const started = Promise.withResolvers<string>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let questions = 0;
  child.on('message', (message) => {
    const reply = message as unknown as Reply;
    if (reply.type === 'ready') {
      started.resolve(reply.url);
      return;
    }
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.type === 'answer') asked?.resolve(reply.answer);
    else asked?.reject(new Error(reply.reason));
  });
  child.once('exit', (code, signal) => {
    const ended = new Error(`a measured process ended with ${code ?? signal}`);
    started.reject(ended);
    for (const { reject } of waiting.values()) reject(ended);
  });
  const ask = (question: unknown): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>();
    questions += 1;
    waiting.set(questions, answer);
    child.send({ id: questions, question });
    return answer.promise;
  };
  return { ready: started.promise, ask };
}

async function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}
