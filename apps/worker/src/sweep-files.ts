import { setTimeout as sleep } from 'node:timers/promises';

import { findKnownFileKeys, forgetRecordings, type PrismaClient } from '@ringback/db';
import type { FileStore } from '@ringback/files';
import type { Logger } from '@ringback/runtime';

export interface SweepFilesDeps {
  prisma: PrismaClient;
  files: FileStore;
  /** How long a talk's recording is kept; 0: for ever. */
  recordingDays: number;
  now: () => Date;
  log: Logger;
}

const EVERY_MS = 6 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Removes what need not be kept, at the start and every few hours: nobody waits for the room that it takes. */
export function sweepFiles(deps: SweepFilesDeps): { close: () => Promise<void> } {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const sweep of [sweepRecordings, sweepUnknown]) {
        await sweep(deps).catch((err: unknown) => {
          deps.log.warn({ err }, 'files were not swept');
        });
      }
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = run();
  return {
    close: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** Rows first: a file whose row is gone belongs to nothing and goes in any case. */
async function sweepRecordings({ prisma, files, recordingDays, now, log }: SweepFilesDeps): Promise<void> {
  if (recordingDays === 0) return;
  const keys = await forgetRecordings(prisma, new Date(now().getTime() - recordingDays * DAY_MS));
  for (const key of keys) await files.remove(key);
  if (keys.length > 0) log.info({ recordings: keys.length }, 'old recordings were removed');
}

async function sweepUnknown({ prisma, files, now, log }: SweepFilesDeps): Promise<void> {
  const removed = await files.sweep({ now: now(), findKnown: (keys) => findKnownFileKeys(prisma, keys) });
  if (removed > 0) log.info({ files: removed }, 'files that belong to nothing were removed');
}
