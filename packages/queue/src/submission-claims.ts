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

const CLAIM = `
local earlier = {}
for i, key in ipairs(KEYS) do earlier[i] = redis.call('SET', key, ARGV[i + 1], 'NX', 'GET', 'PX', ARGV[1]) end
return earlier`;

/** All claims of a group in one command: a command each costs Redis and us as much as the job itself. */
export async function claimInRedis(redis: Redis, prefix: string, entries: SubmissionClaim[]): Promise<string[]> {
  const keys = entries.map(({ digest }) => `${prefix}:claim:${digest}`);
  const ids = entries.map(({ leadId }) => leadId);
  const answer: unknown = await redis.eval(CLAIM, keys.length, ...keys, SAME_LEAD_MS, ...ids);
  if (!Array.isArray(answer) || answer.length !== ids.length) throw new Error('redis left a claim unanswered');
  const earlier: unknown[] = answer;
  return ids.map((id, index) => {
    const first = earlier[index];
    return typeof first === 'string' ? first : id;
  });
}
