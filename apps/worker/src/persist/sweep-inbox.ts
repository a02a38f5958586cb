import { claimFromInbox, removeFromInbox, removeOldClaims, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';

import type { PersistGroup } from './persist-group.ts';

export interface SweepInboxDeps {
  prisma: PrismaClient;
  instanceId: string;
  persistGroup: PersistGroup;
  now: () => Date;
  log: Logger;
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const LIMIT = 500;

/** Each stores one submission, so that what cannot be stored holds up nobody. */
const AT_A_TIME = 6;

/**
 * Forgets old claims, and makes leads of what ingest has put into the inbox; answers how many it found. A submission that
 * is in the queue as well is stored once.
 */
export function createSweepInbox({
  prisma,
  instanceId,
  persistGroup,
  now,
  log,
}: SweepInboxDeps): () => Promise<number> {
  // The next sweep begins behind what this one found, or what could not be stored would hide the rest.
  let after = FIRST;
  const persist = async ({ leadId, sealed }: { leadId: string; sealed: string }): Promise<void> => {
    try {
      await persistGroup(sealed);
      await removeFromInbox(prisma, [leadId]);
    } catch (err) {
      log.warn({ err, leadId }, 'submission of the inbox was not stored');
    }
  };
  return async () => {
    await removeOldClaims(prisma, now());
    const entries = await claimFromInbox(prisma, instanceId, now(), { after, limit: LIMIT });
    if (entries.length > 0) log.info({ submissions: entries.length }, 'submissions were found in the inbox');
    const ids = entries.map(({ leadId }) => leadId).toSorted();
    after = entries.length === LIMIT ? (ids.at(-1) ?? FIRST) : FIRST;
    const waiting = entries.values();
    const persistNext = async (): Promise<void> => {
      for (const entry of waiting) await persist(entry);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, persistNext));
    return entries.length;
  };
}
