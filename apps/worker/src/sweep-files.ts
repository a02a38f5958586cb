import { setTimeout as sleep } from 'node:timers/promises';

import { findKnownFileKeys, type PrismaClient } from '@ringback/db';
import type { FileStore } from '@ringback/files';
import type { Logger } from '@ringback/runtime';

export interface SweepFilesDeps {
  prisma: PrismaClient;
  files: FileStore;
  now: () => Date;
  log: Logger;
}

const EVERY_MS = 6 * 3_600_000;

/** Removes files that belong to nothing, at the start and every few hours: nobody waits for the room that they take. */
export function sweepFiles({ prisma, files, now, log }: SweepFilesDeps): { close: () => Promise<void> } {
  const stopping = new AbortController();
  const sweep = async (): Promise<void> => {
    const removed = await files.sweep({ now: now(), findKnown: (keys) => findKnownFileKeys(prisma, keys) });
    if (removed > 0) log.info({ files: removed }, 'files that belong to nothing were removed');
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sweep().catch((err: unknown) => {
        log.warn({ err }, 'files were not swept');
      });
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
