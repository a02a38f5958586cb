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

/** Of ids that submissions were stored under, those for which another was chosen, with that. */
export type FindChosenIds = (leadIds: string[]) => Promise<ReadonlyMap<string, string>>;

/** Claims whose choice is noted where workers find it: who claims may store at the same moment, under ids of its own. */
export interface NotedClaims {
  claim: ClaimSubmissions;
  findChosenIds: FindChosenIds;
}

/** A worker may come to a submission late: while Postgres is away they wait in the queue. */
const NOTED_MS = 24 * 3600 * 1000;

/** Answers the places and the earlier ids of those that were claimed before. */
const CLAIM = `
local entries = cjson.decode(ARGV[2])
local earlier = {}
for place = 1, #entries, 2 do
  local first = redis.call('SET', KEYS[1] .. ':' .. entries[place], entries[place + 1], 'NX', 'GET', 'PX', ARGV[1])
  if first then
    earlier[#earlier + 1] = (place - 1) / 2
    earlier[#earlier + 1] = first
    if first ~= entries[place + 1] then redis.call('SET', KEYS[2] .. ':' .. entries[place + 1], first, 'PX', ARGV[3]) end
  end
end
return earlier`;

interface Keys {
  /** Before a digest: the id that was chosen. */
  claim: string;
  /** Before an id that was not chosen: the one that was. */
  chosen: string;
}

/** What a connection sends after a claim comes after it in Redis, so that whoever reads it finds what the claim has noted. */
export function createNotedClaims(redis: Redis, prefix: string): NotedClaims {
  const keys = { claim: `${prefix}:claim`, chosen: `${prefix}:chosen` };
  return {
    claim: (entries) => claimInRedis(redis, keys, entries),
    findChosenIds: (leadIds) => findChosenInRedis(redis, keys, leadIds),
  };
}

/** All claims of a group in one command and one argument: one for each would cost Redis and us as much as the job itself. */
async function claimInRedis(redis: Redis, keys: Keys, entries: SubmissionClaim[]): Promise<string[]> {
  const ids = entries.map(({ leadId }) => leadId);
  const pairs = JSON.stringify(entries.flatMap(({ digest, leadId }) => [digest, leadId]));
  const answer: unknown = await redis.eval(CLAIM, 2, keys.claim, keys.chosen, SAME_LEAD_MS, pairs, NOTED_MS);
  if (!Array.isArray(answer)) throw new Error('redis left claims unanswered');
  const earlier: unknown[] = answer;
  for (let at = 0; at < earlier.length; at += 2) ids[Number(earlier[at])] = String(earlier[at + 1]);
  return ids;
}

async function findChosenInRedis(redis: Redis, keys: Keys, leadIds: string[]): Promise<ReadonlyMap<string, string>> {
  const chosen = await redis.mget(leadIds.map((id) => `${keys.chosen}:${id}`));
  return new Map(leadIds.flatMap((id, place) => (chosen[place] ? [[id, chosen[place]]] : [])));
}
