import { Prisma, type PrismaClient } from './generated/client.ts';
import { isLeadId } from './lead-filter.ts';
import { queryRows } from './statements.ts';

export type Cancellation =
  | { outcome: 'cancelled'; leadId: string; cancelledAt: Date }
  | { outcome: 'finished-before' }
  | { outcome: 'not-found' };

/**
 * Notes that an account wants no more calls for a lead of its own; `leadId` may be one of its aliases. The scenario has
 * still to hear of it. To say so again changes nothing: the first word stands.
 */
export async function cancelLead(
  prisma: PrismaClient,
  accountId: string,
  leadId: string,
  now: Date,
): Promise<Cancellation> {
  if (!isLeadId(leadId)) return { outcome: 'not-found' };
  const isMeant = Prisma.sql`l.account_id = ${accountId}::uuid AND l.id IN (
    SELECT ${leadId}::uuid UNION ALL SELECT a.lead_id FROM lead_aliases a WHERE a.alias = ${leadId}::uuid)`;
  const [cancelled] = await queryRows<{ leadId: string; cancelledAt: Date }>(prisma)`
    UPDATE scenarios s SET cancelled_at = COALESCE(s.cancelled_at, ${now}) FROM leads l
    WHERE l.id = s.lead_id AND ${isMeant} AND (s.finished_at IS NULL OR s.cancelled_at IS NOT NULL)
    RETURNING s.lead_id AS "leadId", s.cancelled_at AS "cancelledAt"`;
  if (cancelled) return { outcome: 'cancelled', ...cancelled };
  const found = await queryRows<object>(prisma)`SELECT FROM leads l WHERE ${isMeant}`;
  return { outcome: found.length > 0 ? 'finished-before' : 'not-found' };
}

/**
 * Leads that were cancelled before `before` and still go on: the event was lost on its way, or came while the two
 * talked, which is let alone.
 */
export async function findUnheardCancellations(
  prisma: PrismaClient,
  before: Date,
  limit: number,
): Promise<{ leadId: string; cancelledAt: Date }[]> {
  return queryRows<{ leadId: string; cancelledAt: Date }>(prisma)`
    SELECT lead_id AS "leadId", cancelled_at AS "cancelledAt" FROM scenarios
    WHERE cancelled_at < ${before} AND finished_at IS NULL AND state IN ('scheduled', 'calling')
    ORDER BY cancelled_at LIMIT ${limit}`;
}
