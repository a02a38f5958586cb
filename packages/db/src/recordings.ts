import type { PrismaClient } from './generated/client.ts';
import { isLeadId } from './lead-filter.ts';

/** A recording that the exchange has, or should have. */
export interface RecordingToFetch {
  leadId: string;
  attempt: number;
  /** Under which the exchange has it. */
  name: string;
  /** When the last of the attempt's legs ended. */
  talkEndedAt: Date;
  /** It is in the file store already, and only has to be removed at the exchange. */
  isKept: boolean;
}

/** Notes that the talk of an attempt is being recorded. To say it twice does no harm. */
export async function addRecording(
  prisma: PrismaClient,
  { leadId, attempt, exchange, name }: Pick<RecordingToFetch, 'leadId' | 'attempt' | 'name'> & { exchange: string },
  now: Date,
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO recordings (lead_id, attempt, exchange, name, started_at, fetch_at)
    VALUES (${leadId}::uuid, ${attempt}, ${exchange}, ${name}, ${now}, ${now}) ON CONFLICT DO NOTHING`;
}

/** The talk was over before its recording began. */
export async function removeRecording(prisma: PrismaClient, name: string): Promise<void> {
  await prisma.$executeRaw`DELETE FROM recordings WHERE name = ${name} AND key IS NULL`;
}

/** Recordings that an exchange has of talks that are over, the longest due first. */
export async function findRecordingsToFetch(
  prisma: PrismaClient,
  exchange: string,
  now: Date,
  limit: number,
): Promise<RecordingToFetch[]> {
  return prisma.$queryRaw`
    SELECT r.lead_id AS "leadId", r.attempt, r.name, coalesce(max(g.ended_at), r.started_at) AS "talkEndedAt",
      r.key IS NOT NULL AS "isKept"
    FROM recordings r LEFT JOIN legs g ON g.lead_id = r.lead_id AND g.attempt = r.attempt AND g.claimed_at IS NOT NULL
    WHERE r.fetch_at <= ${now} AND r.exchange = ${exchange}
    GROUP BY r.lead_id, r.attempt
    HAVING count(*) FILTER (WHERE g.call_id IS NOT NULL AND g.ended_at IS NULL) = 0
    ORDER BY r.fetch_at LIMIT ${limit}`;
}

/** The recording is in the file store, and those who look at the lead are told. It is still to be removed at the exchange. */
export async function keepRecording(
  prisma: PrismaClient,
  { name, key, bytes }: { name: string; key: string; bytes: number },
): Promise<void> {
  await prisma.$executeRaw`
    WITH kept AS (
      UPDATE recordings SET key = ${key}, bytes = ${bytes} WHERE name = ${name} RETURNING lead_id)
    SELECT pg_notify('lead_changed', l.account_id || ' ' || l.id) FROM kept JOIN leads l ON l.id = kept.lead_id`;
}

/** The exchange is asked again at that time; null: never, the recording is kept or lost. */
export async function askForRecordingAt(prisma: PrismaClient, name: string, at: Date | null): Promise<void> {
  await prisma.$executeRaw`UPDATE recordings SET fetch_at = ${at} WHERE name = ${name}`;
}

/**
 * The recording of an attempt, its key null while it is not in the file store. Null when there is none or it is lost, or
 * the lead is not of this account.
 */
export async function findRecording(
  prisma: PrismaClient,
  { accountId, leadId, attempt }: { accountId: string; leadId: string; attempt: number },
): Promise<{ key: string | null } | null> {
  if (!isLeadId(leadId)) return null;
  const [recording] = await prisma.$queryRaw<{ key: string | null }[]>`
    SELECT r.key FROM recordings r JOIN leads l ON l.id = r.lead_id
    WHERE r.attempt = ${attempt} AND (r.key IS NOT NULL OR r.fetch_at IS NOT NULL) AND l.account_id = ${accountId}::uuid
      AND l.id IN (SELECT ${leadId}::uuid UNION ALL SELECT a.lead_id FROM lead_aliases a WHERE a.alias = ${leadId}::uuid)`;
  return recording ?? null;
}

/**
 * Forgets recordings that we keep of talks that began before this. Answers their keys in the file store. An exchange that was
 * away all the time may still have its own copy.
 */
export async function forgetRecordings(prisma: PrismaClient, before: Date): Promise<string[]> {
  const forgotten = await prisma.$queryRaw<{ key: string }[]>`
    WITH forgotten AS (
      DELETE FROM recordings WHERE started_at < ${before} AND key IS NOT NULL RETURNING lead_id, key),
    told AS (SELECT pg_notify('lead_changed', l.account_id || ' ' || l.id)
      FROM leads l WHERE l.id IN (SELECT lead_id FROM forgotten))
    SELECT key FROM forgotten LEFT JOIN (SELECT count(*) FROM told) t ON true`;
  return forgotten.map(({ key }) => key);
}
