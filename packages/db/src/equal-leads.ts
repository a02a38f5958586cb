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

/** Lets ids that visitors were given lead to the lead that their forms turned out to be. Safe to repeat. */
export async function saveAliases(prisma: PrismaClient, aliases: ReadonlyMap<string, string>): Promise<void> {
  const data = [...aliases].map(([alias, leadId]) => ({ alias, leadId }));
  await prisma.leadAlias.createMany({ data, skipDuplicates: true });
}
