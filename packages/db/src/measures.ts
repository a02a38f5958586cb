import type { LegRole } from '@ringback/scenario';

import type { PrismaClient } from './generated/client.ts';
import { queryRows } from './statements.ts';

/** Submissions that are not leads yet, and that never will be by themselves. */
export interface Backlog {
  inbox: number;
  /** When the oldest of the inbox was received, null when it is empty. */
  inboxSince: Date | null;
  rejected: number;
}

export async function readBacklog(prisma: PrismaClient): Promise<Backlog> {
  const rows = await queryRows<Backlog>(prisma)`
    SELECT count(*)::int AS inbox, min(received_at) AS "inboxSince",
      (SELECT count(*)::int FROM rejected_submissions) AS rejected
    FROM submission_inbox`;
  return rows[0] ?? { inbox: 0, inboxSince: null, rejected: 0 };
}

/** How many legs ring or are talked on, of these exchanges. */
export async function countLiveLegs(prisma: PrismaClient, exchanges: string[]): Promise<Record<LegRole, number>> {
  const rows = await queryRows<{ role: LegRole; live: number }>(prisma)`
    SELECT role, count(*)::int AS live FROM legs
    WHERE claimed_at IS NOT NULL AND ended_at IS NULL AND exchange = ANY(${exchanges}) GROUP BY role`;
  return { manager: 0, visitor: 0, ...Object.fromEntries(rows.map(({ role, live }) => [role, live])) };
}
