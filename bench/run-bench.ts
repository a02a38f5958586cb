import process from 'node:process';

import { createLogger, Lifecycle, type Logger } from '@ringback/runtime';

/** Runs a bench and closes everything it has opened, also when it is stopped or takes longer than `limitMinutes`. */
export async function runBench(
  limitMinutes: number,
  measure: (lifecycle: Lifecycle, log: Logger) => Promise<void>,
): Promise<void> {
  const log = createLogger('bench', { level: 'warn' });
  const lifecycle = new Lifecycle(log);
  const stop = (): void => void lifecycle.close().then(() => process.exit(1));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  setTimeout(stop, limitMinutes * 60_000).unref();
  try {
    await measure(lifecycle, log);
  } finally {
    await lifecycle.close();
  }
}
