import type { Redis } from 'ioredis';

/** What became of a job: it waits or runs, it was done, it failed for good, or it is not there, which may be a loss. */
export type JobFate = 'open' | 'done' | 'failed' | 'gone';

/** Of jobs of one queue, in the order of their ids. */
export type ReadJobFates = (queue: string, jobIds: string[]) => Promise<JobFate[]>;

const READ = `
local fates = {}
for i, id in ipairs(ARGV) do
  if redis.call('EXISTS', KEYS[1] .. ':' .. id) == 0 then fates[i] = 'gone'
  elseif redis.call('ZSCORE', KEYS[1] .. ':completed', id) then fates[i] = 'done'
  elseif redis.call('ZSCORE', KEYS[1] .. ':failed', id) then fates[i] = 'failed'
  else fates[i] = 'open' end
end
return fates`;

/** All of them in one command: BullMQ's own question is one for each job. The keys are those of BullMQ. */
export function readFatesInRedis(redis: Redis, prefix: string): ReadJobFates {
  return async (queue, jobIds) => {
    const answer: unknown = await redis.eval(READ, 1, `${prefix}:${queue}`, ...jobIds);
    if (!Array.isArray(answer) || answer.length !== jobIds.length) throw new Error('redis left a job unanswered');
    return answer as JobFate[];
  };
}
