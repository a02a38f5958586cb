import type { PrismaClient } from './generated/client.ts';
import { json } from './scenario-rows.ts';
import { queryRows, runStatement } from './statements.ts';

/** A submission on its way to become a lead. */
export interface InboxEntry {
  leadId: string;
  receivedAt: Date;
  sealed: string;
}

/**
 * Chooses the id of each submission: the one that an equal submission got before `now` + its time, else its own. The
 * entries of one call may hold equal submissions, too.
 */
export async function claimSubmissions(
  prisma: PrismaClient,
  entries: { digest: string; leadId: string }[],
  now: Date,
  forMs: number,
): Promise<string[]> {
  const first = new Map<string, string>();
  for (const { digest, leadId } of entries) if (!first.has(digest)) first.set(digest, leadId);
  const rows = [...first].map(([digest, lead_id]) => ({ digest, lead_id }));
  const chosen = await queryRows<{ digest: string; leadId: string }>(prisma)`
    INSERT INTO submission_claims AS c (digest, lead_id, expires_at)
    SELECT r.digest, r.lead_id, ${new Date(now.getTime() + forMs)}
    FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(digest text, lead_id uuid) ORDER BY r.digest
    ON CONFLICT (digest) DO UPDATE SET
      lead_id = CASE WHEN c.expires_at > ${now} THEN c.lead_id ELSE excluded.lead_id END,
      expires_at = CASE WHEN c.expires_at > ${now} THEN c.expires_at ELSE excluded.expires_at END
    RETURNING digest, lead_id AS "leadId"`;
  const ids = new Map(chosen.map(({ digest, leadId }) => [digest, leadId]));
  return entries.map(({ digest, leadId }) => ids.get(digest) ?? leadId);
}

/** Forgets claims that have run out, but for those that somebody is renewing. */
export async function removeOldClaims(prisma: PrismaClient, now: Date): Promise<void> {
  await runStatement(prisma)`DELETE FROM submission_claims WHERE digest IN (
    SELECT digest FROM submission_claims WHERE expires_at < ${now} FOR UPDATE SKIP LOCKED)`;
}

/** Keeps submissions while the queue store is away. Safe to repeat. */
export async function writeToInbox(prisma: PrismaClient, entries: InboxEntry[]): Promise<void> {
  const rows = entries.map(({ leadId, receivedAt, sealed }) => ({ lead_id: leadId, received_at: receivedAt, sealed }));
  await runStatement(prisma)`
    INSERT INTO submission_inbox (lead_id, received_at, sealed)
    SELECT * FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(lead_id uuid, received_at timestamptz, sealed text)
    ON CONFLICT DO NOTHING`;
}

/** Takes submissions in hand that no living worker has, in the order of their ids, which grow with time. */
export async function claimFromInbox(
  prisma: PrismaClient,
  instanceId: string,
  now: Date,
  { after, limit }: { after: string; limit: number },
): Promise<{ leadId: string; sealed: string }[]> {
  return queryRows<{ leadId: string; sealed: string }>(prisma)`
    UPDATE submission_inbox SET claimed_by = ${instanceId} WHERE lead_id IN (
      SELECT i.lead_id FROM submission_inbox i
      WHERE i.lead_id > ${after}::uuid AND (i.claimed_by IS NULL OR i.claimed_by = ${instanceId}
        OR NOT EXISTS (SELECT FROM worker_instances w WHERE w.id = i.claimed_by AND w.lease_until > ${now}))
      ORDER BY i.lead_id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING lead_id AS "leadId", sealed`;
}

export async function removeFromInbox(prisma: PrismaClient, leadIds: string[]): Promise<void> {
  await prisma.submissionInbox.deleteMany({ where: { leadId: { in: leadIds } } });
}
