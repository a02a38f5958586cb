import { fileURLToPath } from 'node:url';

import { migrateDatabase } from '@ringback/db';
import { startTemporaryPostgres } from '@ringback/embedded-servers';
import { migrateQueueStore } from '@ringback/queue';
import { createTestLogger, publishTestPostgres, TEMPLATE_DATABASE } from '@ringback/test-kit';

import { keepForTearDown } from './test-postgres.ts';

const PARENT_DIR = fileURLToPath(new URL('../.local/test', import.meta.url));

/** One Postgres per run with one migrated template, which `createTestDatabase` copies. */
export default async function globalSetUp(): Promise<void> {
  const log = createTestLogger();
  const server = await startTemporaryPostgres(PARENT_DIR, log);
  keepForTearDown(server);
  await server.createDatabase(TEMPLATE_DATABASE);
  await migrateDatabase(server.url(TEMPLATE_DATABASE), log);
  await migrateQueueStore(server.url(TEMPLATE_DATABASE));
  publishTestPostgres(server.url('postgres'));
}
