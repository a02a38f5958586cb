import { deliveryConditions, type DeliveryFilter } from './delivery-log.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { isLeadId } from './lead-filter.ts';

/** What a worker is trying at this moment is not sent twice because of a replay. */
const NOT_IN_HAND = Prisma.sql`NOT (d.state = 'pending' AND d.claimed_by IS NOT NULL)`;

/** How many deliveries a replay of this filter would send again. */
export async function countReplays(prisma: PrismaClient, accountId: string, filter: DeliveryFilter): Promise<number> {
  const [row] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM deliveries d JOIN leads l ON l.id = d.lead_id JOIN widgets w ON w.id = l.widget_id
    WHERE ${deliveryConditions(accountId, filter)} AND ${NOT_IN_HAND}`;
  return row?.count ?? 0;
}

/**
 * Sends the deliveries of a filter again, whatever became of them: each under its id, with its schedule from the
 * beginning. Nothing else of their leads is done again. Answers how many.
 */
export function replayDeliveries(
  prisma: PrismaClient,
  accountId: string,
  filter: DeliveryFilter,
  now: Date,
): Promise<number> {
  return replay(prisma, deliveryConditions(accountId, filter), now);
}

/** The same for one delivery; 0 when there is none of this id in this account, or it is being tried. */
export async function replayDelivery(prisma: PrismaClient, accountId: string, id: string, now: Date): Promise<number> {
  if (!isLeadId(id)) return 0;
  return replay(prisma, Prisma.sql`l.account_id = ${accountId}::uuid AND d.id = ${id}::uuid`, now);
}

async function replay(prisma: PrismaClient, conditions: Prisma.Sql, now: Date): Promise<number> {
  const [row] = await prisma.$queryRaw<{ count: number }[]>`
    WITH replayed AS (
      UPDATE deliveries d SET state = 'pending', next_attempt_at = ${now}, claimed_by = NULL,
        tries_before = (SELECT count(*) FROM delivery_attempts y WHERE y.delivery_id = d.id)
      FROM leads l JOIN widgets w ON w.id = l.widget_id
      WHERE l.id = d.lead_id AND ${conditions} AND ${NOT_IN_HAND}
      RETURNING d.lead_id, l.account_id),
    leads_of AS (SELECT DISTINCT account_id || ' ' || lead_id AS lead FROM replayed),
    told AS (SELECT pg_notify('lead_changed', lead)::text FROM leads_of)
    SELECT (SELECT count(*)::int FROM replayed) AS count, (SELECT count(*) FROM told) AS told`;
  return row?.count ?? 0;
}
