// npm run db:migrate | db:new-migration -- NAME | db:check. The last two try the migrations on a server of their own.
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { diffMigrationsWithSchema, migrateDatabase } from '../packages/db/src/migrate.ts';
import { PRISMA_DIR, writeMigration } from '../packages/db/src/migration-files.ts';
import { migrateQueueStore } from '../packages/queue/src/index.ts';
import { createLogger } from '../packages/runtime/src/index.ts';

const log = createLogger('database', { level: 'warn' });

async function migrate() {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set');
  const applied = await migrateDatabase(databaseUrl, log);
  // Also where the queues run on Redis: taking REDIS_URL away must be enough to run without it.
  await migrateQueueStore(databaseUrl);
  console.log(applied.length === 0 ? 'the database is up to date' : `applied: ${applied.join(', ')}`);
}

async function newMigration(name) {
  if (!/^[a-z0-9_]+$/.test(name ?? '')) throw new Error('usage: npm run db:new-migration -- name_in_snake_case');
  const sql = await diffOnOwnServer();
  if (sql === '') return console.log('the schema asks for no migration');
  console.log(`written: ${await writeMigration(PRISMA_DIR, name, sql, new Date())}`);
}

async function check() {
  const sql = await diffOnOwnServer();
  if (sql === '') return console.log('schema and migrations agree');
  throw new Error(`prisma/schema.prisma is ahead of prisma/migrations; what is missing:\n${sql}`);
}

async function diffOnOwnServer() {
  // Not at the top: an installation that only migrates has no embedded servers.
  const { startTemporaryPostgres } = await import('../packages/embedded-servers/src/index.ts');
  const server = await startTemporaryPostgres(fileURLToPath(new URL('../.local/shadow', import.meta.url)), log);
  try {
    return await diffMigrationsWithSchema(server.url('postgres'));
  } finally {
    await server.close();
  }
}

const commands = { migrate, 'new-migration': newMigration, check };
const [command, argument] = process.argv.slice(2);
try {
  await commands[command](argument);
} catch (err) {
  console.error(err instanceof Error ? err.message : err);
  process.exitCode = 1;
}
