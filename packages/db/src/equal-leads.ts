import type { PrismaClient } from './generated/client.ts';
import { json } from './scenario-rows.ts';
import { queryRows } from './statements.ts';

export interface SubmissionKey {
  leadId: string;
  digest: string;
  /** ISO 8601. */
  receivedAt: string;
}

/** For each submission the stored lead that it equals, if one was received within `withinMs` of it. By the submission's id. */
export async function findEqualLeads(
  prisma: PrismaClient,
  submissions: SubmissionKey[],
  withinMs: number,
): Promise<Map<string, string>> {
  const rows = submissions.map(({ leadId, digest, receivedAt }) => ({
    alias: leadId,
    digest,
    received_at: receivedAt,
  }));
  const found = await queryRows<{ alias: string; leadId: string }>(prisma)`
    SELECT DISTINCT ON (r.alias) r.alias, l.id AS "leadId"
    FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(alias uuid, digest text, received_at timestamptz)
    JOIN leads l ON l.digest = r.digest AND l.id <> r.alias
      AND abs(extract(epoch FROM l.received_at - r.received_at)) * 1000 < ${withinMs}
    ORDER BY r.alias, l.received_at`;
  return new Map(found.map(({ alias, leadId }) => [alias, leadId]));
}

/**
 * Lets ids that forms were accepted under lead to the lead that they turned out to be, which may be known by an alias
 * itself. Those that lead to no lead, or to themselves, are left out. Safe to repeat.
 */
export async function saveAliases(prisma: PrismaClient, aliases: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...aliases].map(([alias, leadId]) => ({ alias, lead_id: leadId }));
  await prisma.$executeRaw`
    INSERT INTO lead_aliases (alias, lead_id)
    SELECT r.alias, coalesce(l.id, a.lead_id)
    FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(alias uuid, lead_id uuid)
    LEFT JOIN leads l ON l.id = r.lead_id
    LEFT JOIN lead_aliases a ON a.alias = r.lead_id
    WHERE coalesce(l.id, a.lead_id) <> r.alias
    ON CONFLICT DO NOTHING`;
}
