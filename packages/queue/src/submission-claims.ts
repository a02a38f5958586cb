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

/** Answers the places and the earlier ids of those that were claimed before. */
const CLAIM = `
local entries = cjson.decode(ARGV[2])
local earlier = {}
for place = 1, #entries, 2 do
  local first = redis.call('SET', KEYS[1] .. ':' .. entries[place], entries[place + 1], 'NX', 'GET', 'PX', ARGV[1])
  if first then
    earlier[#earlier + 1] = (place - 1) / 2
    earlier[#earlier + 1] = first
  end
end
return earlier`;

/** All claims of a group in one command and one argument: one for each would cost Redis and us as much as the job itself. */
export async function claimInRedis(redis: Redis, prefix: string, entries: SubmissionClaim[]): Promise<string[]> {
  const ids = entries.map(({ leadId }) => leadId);
  const pairs = JSON.stringify(entries.flatMap(({ digest, leadId }) => [digest, leadId]));
  const answer: unknown = await redis.eval(CLAIM, 1, `${prefix}:claim`, SAME_LEAD_MS, pairs);
  if (!Array.isArray(answer)) throw new Error('redis left claims unanswered');
  const earlier: unknown[] = answer;
  for (let at = 0; at < earlier.length; at += 2) ids[Number(earlier[at])] = String(earlier[at + 1]);
  return ids;
}
