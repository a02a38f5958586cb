import process from 'node:process';

import type { Environment } from './environment.ts';
import type { Reply, Request, Usage } from './messages.ts';

/** What a measured process runs. */
export interface Served {
  url: string;
  /** Does what the parent asks for. */
  answer?: (question: unknown) => Promise<unknown>;
  close: () => Promise<void>;
}

/**
 * The child's side of `startMeasured`: starts with the environment that the parent gives, answers it, and ends with it. What it uses of the
 * machine is counted in here, so that nothing but the process itself is in the figures.
 */
export async function serveMeasured(start: (env: Environment) => Promise<Served>): Promise<void> {
  const served = await start(JSON.parse(process.argv[2] ?? '') as Environment);
  const end = (): void => {
    setTimeout(() => process.exit(1), 5000).unref();
    void served.close().then(() => process.exit(0));
  };
  // A parent that is killed closes the channel, too.
  process.once('disconnect', end);
  process.on('message', (message) => {
    const { id, question } = message as unknown as Request;
    const answered = question === 'usage' ? Promise.resolve(usage()) : served.answer?.(question);
    void Promise.resolve(answered).then(
      (answer) => {
        reply({ type: 'answer', id, answer });
      },
      (err: unknown) => {
        reply({ type: 'failure', id, reason: String(err) });
      },
    );
  });
  reply({ type: 'ready', url: served.url });
}

function reply(message: Reply): void {
  if (process.connected) process.send?.(message);
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  const { rss } = process.memoryUsage();
  return { cpuSeconds: (user + system) / 1e6, residentBytes: rss, peakResidentBytes: maxRSS * 1024 };
}
