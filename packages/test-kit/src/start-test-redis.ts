import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startRedis, type EmbeddedRedis } from '@ringback/embedded-servers';

import { readRedisServerPath } from './test-environment.ts';

export interface TestRedisOptions {
  dataDir?: string;
  /** Brings a killed one back. */
  port?: number;
  settings?: Record<string, string>;
}

/** A Redis of the test's own, durable as in production unless `settings` say otherwise; its files go with it. */
export async function startTestRedis(options: TestRedisOptions = {}): Promise<EmbeddedRedis> {
  const { port = 0, settings = {} } = options;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'ringback-redis-')));
  const redis = await startRedis({ program: readRedisServerPath(), dataDir, port, settings });
  return {
    ...redis,
    close: async () => {
      await redis.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
