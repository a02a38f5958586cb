import { countLiveLegs, readBacklog, type PrismaClient } from '@ringback/db';
import { addGauge, shareReading, type Reading, type Registry } from '@ringback/metrics';
import { readQueueDepth, type JobQueue, type QueueDepth } from '@ringback/queue';

export interface WorkerGaugesDeps {
  /** By name. */
  queues: ReadonlyMap<string, Pick<JobQueue<object>, 'bull'>>;
  prisma: PrismaClient;
  /** What this process may hold. */
  exchanges: readonly { name: string }[];
  /** What it holds and hears. */
  listHeard: () => string[];
  now: () => Date;
}

/**
 * What is read from the stores when somebody asks. Every worker tells the same of the queues and the inbox; of calls
 * tells only the holder of their exchange.
 */
export function addWorkerGauges(registry: Registry, deps: WorkerGaugesDeps): void {
  addQueueGauges(registry, deps);
  addBacklogGauges(registry, deps);
  addCallGauges(registry, deps);
}

function addQueueGauges(registry: Registry, { queues, now }: WorkerGaugesDeps): void {
  const readDepths = shareReading(() =>
    Promise.all(
      [...queues].map(async ([queue, jobs]): Promise<[string, QueueDepth]> => [queue, await readQueueDepth(jobs)]),
    ),
  );
  addGauge(
    registry,
    { name: 'ringback_queue_jobs', help: 'Jobs in a queue', labelNames: ['queue', 'state'] },
    async () =>
      (await readDepths()).flatMap(([queue, { waiting, active, delayed, failed }]) =>
        Object.entries({ waiting, active, delayed, failed }).map(([state, value]) => ({
          labels: { queue, state },
          value,
        })),
      ),
  );
  addGauge(
    registry,
    {
      name: 'ringback_queue_oldest_job_age_seconds',
      help: 'For how long the oldest waiting job of a queue has been due',
      labelNames: ['queue'],
    },
    async () =>
      (await readDepths()).map(([queue, { oldestDueAt }]) => ({
        labels: { queue },
        value: secondsSince(oldestDueAt, now),
      })),
  );
}

function addBacklogGauges(registry: Registry, { prisma, now }: WorkerGaugesDeps): void {
  const readIt = shareReading(() => readBacklog(prisma));
  const add = (name: string, help: string, valueOf: (backlog: Awaited<ReturnType<typeof readIt>>) => number): void => {
    addGauge(registry, { name, help }, async () => [{ value: valueOf(await readIt()) }]);
  };
  add('ringback_inbox_submissions', 'Submissions in Postgres that are not leads yet', ({ inbox }) => inbox);
  add('ringback_inbox_oldest_age_seconds', 'For how long the oldest of them has been there', ({ inboxSince }) =>
    secondsSince(inboxSince, now),
  );
  add('ringback_rejected_submissions', 'Submissions that could not become leads', ({ rejected }) => rejected);
}

function addCallGauges(registry: Registry, { prisma, exchanges, listHeard }: WorkerGaugesDeps): void {
  addGauge(
    registry,
    {
      name: 'ringback_exchange_held',
      help: 'Whether this process holds the exchange and hears its events',
      labelNames: ['exchange'],
    },
    () =>
      Promise.resolve(
        exchanges.map(({ name }) => ({ labels: { exchange: name }, value: listHeard().includes(name) ? 1 : 0 })),
      ),
  );
  addGauge(
    registry,
    { name: 'ringback_live_legs', help: 'Legs that ring or are talked on', labelNames: ['role'] },
    async (): Promise<Reading[]> => {
      const heard = listHeard();
      if (heard.length === 0) return [];
      return Object.entries(await countLiveLegs(prisma, heard)).map(([role, value]) => ({ labels: { role }, value }));
    },
  );
}

function secondsSince(moment: Date | null, now: () => Date): number {
  return moment === null ? 0 : Math.max(0, now().getTime() - moment.getTime()) / 1000;
}
