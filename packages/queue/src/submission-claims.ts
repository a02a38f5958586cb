import type { Redis } from 'ioredis';

/** The same form of the same person, sent again within this time, is the same lead. */
export const SAME_LEAD_MS = 60_000;

export interface SubmissionClaim {
  /** Of widget, phone and fields; tells nothing of them to a reader. */
  digest: string;
  leadId: string;
}

/**
 * Chooses the id of each submission: the one that an equal submission got within the last minute, else its own. Only
 * chooses: whoever asked still stores what it has.
 */
export type ClaimSubmissions = (entries: SubmissionClaim[]) => Promise<string[]>;

/** All claims of a group in one round trip. */
export async function claimInRedis(redis: Redis, prefix: string, entries: SubmissionClaim[]): Promise<string[]> {
  const pipeline = redis.pipeline();
  for (const { digest, leadId } of entries) {
    pipeline.call('SET', `${prefix}:claim:${digest}`, leadId, 'NX', 'GET', 'PX', SAME_LEAD_MS);
  }
  const results = (await pipeline.exec()) ?? [];
  return entries.map(({ leadId }, index) => {
    const [err, earlier] = results[index] ?? [new Error('redis left a claim unanswered')];
    if (err) throw err;
    return typeof earlier === 'string' ? earlier : leadId;
  });
}
