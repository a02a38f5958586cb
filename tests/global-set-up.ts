import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { migrateDatabase } from '@ringback/db';
import { startTemporaryPostgres } from '@ringback/embedded-servers';
import { migrateQueueStore } from '@ringback/queue';
import { createTestLogger, publishTestPostgres, TEMPLATE_DATABASE } from '@ringback/test-kit';

import { closeTestPostgres, keepForTearDown } from './test-postgres.ts';

const PARENT_DIR = fileURLToPath(new URL('../.local/test', import.meta.url));

/** One Postgres per run with one migrated template, which `createTestDatabase` copies. */
export default async function globalSetUp(): Promise<void> {
  const log = createTestLogger();
  const server = await startTemporaryPostgres(PARENT_DIR, log);
  keepForTearDown(server);
  // Jest runs no tear-down when it is interrupted.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void closeTestPostgres().finally(() => process.exit(1)));
  }
  await server.createDatabase(TEMPLATE_DATABASE);
  await migrateDatabase(server.url(TEMPLATE_DATABASE), log);
  await migrateQueueStore(server.url(TEMPLATE_DATABASE));
  publishTestPostgres(server.url('postgres'));
}
