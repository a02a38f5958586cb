import { setTimeout as sleep } from 'node:timers/promises';

import { findSettledSubmissions, writeToInbox, type PrismaClient } from '@ringback/db';
import { submissionsQueue, type JobQueue, type ReadJobFates, type SubmissionsJob } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';

export interface KeepUntilStored {
  /** The queue, which remembers what was put into it. */
  submissions: JobQueue<SubmissionsJob>;
  close: () => Promise<void>;
}

export interface KeepDeps {
  queue: JobQueue<SubmissionsJob>;
  readJobFates: ReadJobFates;
  prisma: PrismaClient;
  now: () => Date;
  log: Logger;
}

export interface KeepOptions {
  /** How long a group has to become leads before it is asked for, then twice as long each time. */
  firstCheckMs?: number;
  /** Of sealed submissions; beyond it the oldest are forgotten. */
  maxBytes?: number;
}

interface Kept extends Pick<SubmissionsJob, 'leadIds' | 'sealed'> {
  jobId: string;
  keptAt: number;
  checkAt: number;
}

const FIRST_CHECK_MS = 3000;
const MAX_BYTES = 64 * 1024 * 1024;
const CHUNK = 500;

/**
 * Until it is a lead, a submission that was answered with success stands in the queue store alone. So what was put there
 * is remembered until Postgres has it, and goes into the inbox when the queue store has lost it: wiped, or gone over to a
 * replica that lacks the last writes.
 */
export function keepUntilStored(
  { queue, readJobFates, prisma, now, log }: KeepDeps,
  { firstCheckMs = FIRST_CHECK_MS, maxBytes = MAX_BYTES }: KeepOptions = {},
): KeepUntilStored {
  const memory = createMemory(maxBytes);
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;

  const check = async (groups: Kept[]): Promise<void> => {
    const checkedAt = performance.now();
    for (const group of groups) group.checkAt = checkedAt + Math.max(firstCheckMs, checkedAt - group.keptAt);
    const fates = await readJobFates(
      submissionsQueue.name,
      groups.map(({ jobId }) => jobId),
    );
    groups.filter((_, place) => fates[place] === 'done').forEach(memory.forget);
    // What was done and removed from the queue is stored; a job that failed is of no more use than one that is gone.
    const missing = groups.filter((_, place) => fates[place] === 'gone' || fates[place] === 'failed');
    const lost = await forgetSettled(prisma, memory, missing);
    if (lost.length === 0) return;
    log.error(
      { leadIds: lost.flatMap(({ leadIds }) => leadIds) },
      'queue store lost submissions: they go to the inbox',
    );
    const receivedAt = now();
    await writeToInbox(
      prisma,
      lost.map(({ leadIds: [leadId = ''], sealed }) => ({ leadId, receivedAt, sealed })),
    );
  };
  const loop = async (): Promise<void> => {
    while (!isStopping()) {
      await sleep(firstCheckMs / 3, undefined, { signal: stopping.signal }).catch(() => {});
      const due = memory.findDue(performance.now());
      for (let from = 0; from < due.length && !isStopping(); from += CHUNK) {
        await check(due.slice(from, from + CHUNK)).catch((err: unknown) => {
          // Nothing can be said of them before both Redis and Postgres are there.
          log.warn({ err }, 'queued submissions were not checked');
        });
      }
    }
  };
  const ended = loop();
  return {
    submissions: {
      ...queue,
      add: async (name, data, options = {}) => {
        await queue.add(name, data, options);
        const keptAt = performance.now();
        const { leadIds, sealed } = data;
        memory.keep({ leadIds, sealed, jobId: options.jobId ?? '', keptAt, checkAt: keptAt + firstCheckMs });
      },
    },
    close: async () => {
      stopping.abort();
      await ended;
    },
  };
}

interface Memory {
  keep: (group: Kept) => void;
  forget: (group: Kept) => void;
  findDue: (now: number) => Kept[];
}

/** The oldest go when there are too many. */
function createMemory(maxBytes: number): Memory {
  const kept = new Set<Kept>();
  let bytes = 0;
  const forget = (group: Kept): void => {
    if (kept.delete(group)) bytes -= group.sealed.length;
  };
  return {
    keep: (group) => {
      kept.add(group);
      bytes += group.sealed.length;
      for (const oldest of kept) {
        if (bytes <= maxBytes) break;
        forget(oldest);
      }
    },
    forget,
    findDue: (now) => [...kept].filter(({ checkAt }) => checkAt <= now),
  };
}

/** Those that are left: not all of what they hold is in Postgres. */
async function forgetSettled(prisma: PrismaClient, memory: Memory, groups: Kept[]): Promise<Kept[]> {
  if (groups.length === 0) return [];
  const ids = groups.flatMap(({ leadIds }) => leadIds);
  const settled = await findSettledSubmissions(prisma, ids);
  const isSettled = ({ leadIds }: Kept): boolean => leadIds.every((id) => settled.has(id));
  groups.filter(isSettled).forEach(memory.forget);
  return groups.filter((group) => !isSettled(group));
}
