import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { IngestConfig } from '@ringback/ingest';

export interface IngestProcess {
  url: string;
  /** Asks it to stop; resolves with its exit code. */
  stop: () => Promise<number | null>;
}

const STOP_WITH_PARENT = join(import.meta.dirname, '../../scripts/stop-with-parent.mjs');
const MAIN = join(import.meta.dirname, '../../apps/ingest/src/main.ts');

/** Starts ingest as a process of its own, and resolves when it listens. */
export async function startIngestProcess(config: IngestConfig): Promise<IngestProcess> {
  const child = spawn(process.execPath, ['--import', STOP_WITH_PARENT, MAIN], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      HOST: config.http.host,
      PORT: String(config.http.port),
      DATABASE_URL: config.database.url,
      REDIS_URL: config.redis.url ?? '',
      RINGBACK_SECRET_KEY: config.secretKey,
      FILES_DIR: config.files.dir,
      LIMIT_PER_ADDRESS: String(config.limits.address),
      LIMIT_PER_NETWORK: String(config.limits.network),
      LIMIT_PER_WIDGET: String(config.limits.widget),
      LIMIT_PER_PHONE: String(config.limits.phone),
      LOG_LEVEL: 'info',
    },
  });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  if (!child.stdout) throw new Error('ingest has no output');
  const url = await Promise.race([readAddress(child.stdout), exited]);
  if (typeof url !== 'string') throw new Error(`ingest ended with ${String(url)} at its start`);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** The address stands in the line that says that it has started; what follows is read and forgotten. */
function readAddress(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: output }).on('line', (line) => {
      if (process.env['TEST_LOG'] !== undefined) process.stdout.write(`${line}\n`);
      const entry: { msg?: string; address?: string } = JSON.parse(line);
      if (entry.msg === 'ingest started' && entry.address !== undefined) resolve(entry.address);
    });
  });
}
