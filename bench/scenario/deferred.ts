import { setTimeout as sleep } from 'node:timers/promises';

import { createQueueStore, scenarioQueue, type JobQueue, type ScenarioJob } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';

import type { Stand } from '../lead/stand.ts';
import type { Latencies } from '../load/messages.ts';
import { insertDeferred, readWakeUps, removeDeferred, type Alarm } from './deferred-leads.ts';
import type { ScenarioFlags } from './flags.ts';

export interface DeferredRun {
  deferred: number;
  /** Of them, calls that came due while it was measured. */
  due: number;
  /** Milliseconds from the moment that was set to the beginning of the attempt. */
  wakeUp: Latencies;
  /** What the alarms of all of them take; null where the queues are not on Redis. */
  redisMegabytes: number | null;
  workerMegabytes: number;
  workerIdleMegabytes: number;
}

const SETTLE_MS = 5_000;
const FIRST_DUE_MS = 10_000;
const DUE_EVERY_MS = 100;
const DUE = 200;
const FAR_MS = 86_400_000;
const FAR_EVERY_MS = 3_000;
const ADDED_AT_ONCE = 100;
const HASTY = 0.05;

/**
 * Leads that wait for their time: most of them for a day and more, some for the next seconds. They are written as a
 * decision leaves them, with their alarms in the queue.
 */
export async function runDeferred(stand: Stand, { deferred }: ScenarioFlags, log: Logger): Promise<DeferredRun> {
  const { postgres, redis } = stand;
  const before = await redisMegabytes(stand);
  const crew = await stand.startCrew(HASTY);
  await sleep(SETTLE_MS);
  const workerIdleMegabytes = (await crew.worker.usage()).residentBytes / 1e6;
  const queueStore = createQueueStore({ databaseUrl: postgres.url, redisUrl: redis?.url ?? null }, log);
  const queue = queueStore.openQueue(scenarioQueue);
  const far = { count: deferred - DUE, firstDueAt: new Date(Date.now() + FAR_MS), everyMs: FAR_EVERY_MS };
  await addAlarms(queue, await insertDeferred(postgres.client, far));
  const after = await redisMegabytes(stand);
  const near = { count: DUE, firstDueAt: new Date(Date.now() + FIRST_DUE_MS), everyMs: DUE_EVERY_MS };
  const alarms = await insertDeferred(postgres.client, near);
  await addAlarms(queue, alarms);
  await sleep(near.firstDueAt.getTime() + DUE * DUE_EVERY_MS + SETTLE_MS - Date.now());
  const workerMegabytes = (await crew.worker.usage()).residentBytes / 1e6;
  const { wakeUp, due } = await readWakeUps(postgres.client, alarms);
  await queue.close();
  await queueStore.close();
  await crew.close();
  await removeDeferred(postgres.client);
  return { deferred, due, wakeUp, redisMegabytes: redis && after - before, workerMegabytes, workerIdleMegabytes };
}

async function addAlarms(queue: JobQueue<ScenarioJob>, alarms: Alarm[]): Promise<void> {
  for (let from = 0; from < alarms.length; from += ADDED_AT_ONCE) {
    await Promise.all(
      alarms.slice(from, from + ADDED_AT_ONCE).map(({ leadId, timerAt }) => {
        const event = { type: 'timer-due', timerAt, dialed: false } as const;
        const delayMs = Math.max(1, Date.parse(timerAt) - Date.now());
        const job = { leadId, widgetHash: null, at: timerAt, event };
        return queue.add(event.type, job, { jobId: `${leadId}-v1-timer`, delayMs });
      }),
    );
  }
}

async function redisMegabytes({ redis }: Stand): Promise<number> {
  const info = (await redis?.client.info('memory')) ?? '';
  return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0) / 1e6;
}
