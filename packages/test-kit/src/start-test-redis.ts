import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startRedis, type EmbeddedRedis } from '@ringback/embedded-servers';

import { readRedisServerPath } from './test-environment.ts';

/** A Redis of the test's own, durable as in production; its files go with it. `port` brings a killed one back. */
export async function startTestRedis(options: { dataDir?: string; port?: number } = {}): Promise<EmbeddedRedis> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'ringback-redis-')));
  const redis = await startRedis({ program: readRedisServerPath(), dataDir, port: options.port ?? 0 });
  return {
    ...redis,
    close: async () => {
      await redis.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
