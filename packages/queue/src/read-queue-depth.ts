import type { JobQueue } from './queue-store.ts';

export interface QueueDepth {
  waiting: number;
  active: number;
  /** Not due yet. */
  delayed: number;
  /** Given up, kept for the operator to look at. */
  failed: number;
  /** Since when the oldest job that is due waits; null when none does. */
  oldestDueAt: Date | null;
}

/** How much is in a queue now. */
export async function readQueueDepth({ bull }: Pick<JobQueue<object>, 'bull'>): Promise<QueueDepth> {
  const queue = bull();
  const [counts, [oldest]] = await Promise.all([
    queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    queue.getWaiting(0, 0),
  ]);
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  const oldestDueAt = oldest ? new Date(oldest.timestamp + (oldest.opts.delay ?? 0)) : null;
  return { waiting, active, delayed, failed, oldestDueAt };
}
