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

const LIMIT = 200;

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
  return async () => {
    await removeOldClaims(prisma, now());
    const entries = await claimFromInbox(prisma, instanceId, now(), LIMIT);
    if (entries.length > 0) log.info({ submissions: entries.length }, 'submissions were found in the inbox');
    for (const { leadId, sealed } of entries) {
      await persistGroup(sealed).then(
        () => removeFromInbox(prisma, [leadId]),
        (err: unknown) => {
          log.warn({ err, leadId }, 'submission of the inbox was not stored');
        },
      );
    }
    return entries.length;
  };
}
