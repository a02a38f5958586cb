import {
  callQueue,
  emailQueue,
  forwardQueue,
  notificationQueue,
  scenarioQueue,
  submissionsQueue,
} from '@ringback/queue';

import type { Stand } from './stand.ts';

const QUEUES = [submissionsQueue, scenarioQueue, callQueue, emailQueue, forwardQueue, notificationQueue];

/** Jobs that were ever added, by queue; on Postgres all together. */
export async function countJobs({ redis, postgres }: Stand): Promise<Record<string, number>> {
  if (!redis) {
    const { rows } = await postgres.client.query<{ jobs: number }>(
      `SELECT n_tup_ins::int AS jobs FROM pg_stat_user_tables WHERE schemaname = 'bullmq' AND relname = 'job'`,
    );
    return { all: rows[0]?.jobs ?? 0 };
  }
  // BullMQ counts the jobs of a queue at this key, whatever ids they have.
  const counts = await redis.client.mget(QUEUES.map(({ name }) => `{ringback}:${name}:id`));
  return Object.fromEntries(QUEUES.map(({ name }, index) => [name, Number(counts[index] ?? 0)]));
}
