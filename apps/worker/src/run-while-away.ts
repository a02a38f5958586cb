import type { JobQueue } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';

/**
 * A queue whose jobs are run here and now while the queue store is away, so that calls and deliveries go on. Delayed jobs
 * are left to the sweeper: their due times are rows.
 */
export function runWhileAway<Data extends object>(
  queue: JobQueue<Data>,
  run: (data: Data) => Promise<void>,
  log: Logger,
): JobQueue<Data> {
  return {
    ...queue,
    add: async (name, data, options) => {
      try {
        await queue.add(name, data, options);
      } catch (err) {
        if (options?.delayMs !== undefined) throw err;
        log.debug({ err, jobName: name }, 'job was run without the queue store');
        await run(data);
      }
    },
  };
}
