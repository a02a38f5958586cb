import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import type { TemplateJob, TemplateOutcome } from './render-template.ts';

export interface TemplateRenderer {
  /** Fills a template in, away from this thread. Never rejects: what goes wrong is a fault of the template. */
  render: (job: TemplateJob) => Promise<TemplateOutcome>;
  close: () => Promise<void>;
}

export interface TemplateRendererOptions {
  /** A template that gets past its own bounds is ended after this time. */
  withinMs?: number;
  /** The program of the thread. */
  thread?: URL;
}

const START_WITHIN_MS = 60_000;
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
const TOO_HEAVY = { part: 'body', line: 1, message: 'the template takes too long or too much memory' } as const;

/**
 * Fills templates in on a thread, one at a time. Templates are bounded already; this holds even where those bounds have
 * a gap: whatever a template does, nothing but its own letter waits for it.
 */
export function createTemplateRenderer(options: TemplateRendererOptions = {}): TemplateRenderer {
  const { withinMs = 5000, thread = new URL('template-thread.ts', import.meta.url) } = options;
  let open: TemplateThread | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const end = async (): Promise<void> => {
    const ending = open;
    open = null;
    await ending?.worker.terminate();
  };
  const renderAlone = async (job: TemplateJob): Promise<TemplateOutcome> => {
    try {
      open ??= await start(thread);
      const { worker, ended } = open;
      const answered = once(worker, 'message', { signal: AbortSignal.any([ended, AbortSignal.timeout(withinMs)]) });
      worker.postMessage(job);
      const [outcome] = (await answered) as [TemplateOutcome];
      return outcome;
    } catch {
      await end();
      return { faults: [TOO_HEAVY] };
    }
  };
  return {
    render: (job) => {
      const rendered = last.then(() => renderAlone(job));
      last = rendered;
      return rendered;
    },
    close: async () => {
      await last;
      await end();
    },
  };
}

interface TemplateThread {
  worker: Worker;
  /** Aborted when the thread has ended, for whatever reason. */
  ended: AbortSignal;
}

async function start(thread: URL): Promise<TemplateThread> {
  // No environment: the thread needs no secrets.
  const worker = new Worker(thread, { env: {}, execArgv: [], resourceLimits: RESOURCE_LIMITS });
  const ending = new AbortController();
  worker.on('error', () => undefined).on('exit', () => ending.abort());
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(START_WITHIN_MS)]);
  await once(worker, 'message', { signal });
  return { worker, ended: ending.signal };
}
