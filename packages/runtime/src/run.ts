import process from 'node:process';

import type { Logger } from './logger.ts';

export interface RunningProcess {
  close: () => Promise<void>;
}

/** Everything is closed by then; what still keeps the process is a mistake of ours, and nobody should wait for it. */
const END_WITHIN_MS = 1000;

/**
 * Runs a process until SIGTERM or SIGINT, then closes it within `closeWithinMs`. A second signal kills at once; past
 * the deadline, and after an exception that nobody caught, the exit code is 1.
 */
export async function run(log: Logger, closeWithinMs: number, start: () => Promise<RunningProcess>): Promise<void> {
  const running = await start().catch((err: unknown) => {
    log.fatal({ err }, 'process did not start');
    process.exit(1);
  });
  let stopping = false;
  const stop = (reason: string, exitCode: number): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ reason }, 'process is stopping');
    setTimeout(() => {
      log.error('process did not stop in time');
      process.exit(1);
    }, closeWithinMs).unref();
    void running.close().then(() => {
      log.info('process stopped');
      process.exitCode = exitCode;
      setTimeout(() => {
        log.warn({ open: process.getActiveResourcesInfo() }, 'process ended with something still open');
        process.exit();
      }, END_WITHIN_MS).unref();
    });
  };
  process.on('SIGTERM', () => {
    stop('SIGTERM', 0);
  });
  process.on('SIGINT', () => {
    stop('SIGINT', 0);
  });
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'exception was not caught');
    stop('uncaughtException', 1);
  });
  process.on('unhandledRejection', (err) => {
    log.fatal({ err }, 'rejection was not handled');
    stop('unhandledRejection', 1);
  });
}
