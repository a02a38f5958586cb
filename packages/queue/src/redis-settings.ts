import type { Logger } from '@ringback/runtime';
import type { Redis } from 'ioredis';

/** What makes a confirmed write a durable one. */
const NEEDED: Readonly<Record<string, string>> = {
  appendonly: 'yes',
  appendfsync: 'always',
  'maxmemory-policy': 'noeviction',
};

const NEARLY_FULL = 0.7;

/** Says loudly where this Redis may lose what it has confirmed, or is about to be full. */
export async function warnOfRiskySettings(redis: Redis, log: Logger): Promise<void> {
  try {
    for (const [setting, needed] of Object.entries(NEEDED)) {
      const [, found] = await redis.config('GET', setting);
      if (found !== needed) {
        log.error({ setting, found, needed }, 'redis may lose submissions that were answered with success');
      }
    }
    const memory = await redis.info('memory');
    const used = readNumber(memory, 'used_memory');
    const most = readNumber(memory, 'maxmemory');
    if (most > 0 && used > NEARLY_FULL * most) log.error({ used, most }, 'redis is nearly full');
    if (most === 0) log.warn('redis has no memory limit');
    log.info({ used, most }, 'settings of redis were read');
  } catch (err) {
    log.warn({ err }, 'settings of redis could not be read');
  }
}

function readNumber(info: string, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
}
