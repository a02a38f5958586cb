import type { Logger } from '@ringback/runtime';
import pg from 'pg';

import { NO_SCHEMA_FILTER, PRISMA_DIR, readMigrations, readSchema } from './migration-files.ts';
import { withSchemaEngine } from './schema-engine.ts';

/** Any number that is not 72707369, which the schema engine locks itself and waits for in vain after ten seconds. */
const MIGRATION_LOCK = 5_209_311;

/**
 * Brings a database up to date with `prisma/migrations`, in the table `_prisma_migrations` of the ordinary Prisma CLI.
 * Answers the names of the migrations it applied. Of several migrators at once one works and the others wait.
 */
export async function migrateDatabase(databaseUrl: string, log: Logger, prismaDir = PRISMA_DIR): Promise<string[]> {
  const migrationsList = await readMigrations(prismaDir);
  const lockHolder = new pg.Client(databaseUrl);
  await lockHolder.connect();
  try {
    await lockHolder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_SCHEMA_FILTER }),
    );
    log.info({ migrations: appliedMigrationNames }, 'database migrated');
    return appliedMigrationNames;
  } finally {
    await lockHolder.end();
  }
}

/**
 * The SQL that leads from what `prisma/migrations` build to what `prisma/schema.prisma` says; empty when they agree.
 * The migrations are tried in a shadow database beside the given one, which is not touched.
 */
export async function diffMigrationsWithSchema(databaseUrl: string, prismaDir = PRISMA_DIR): Promise<string> {
  const migrations = await readMigrations(prismaDir);
  const schema = await readSchema(prismaDir);
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: null,
      filters: NO_SCHEMA_FILTER,
    }),
  );
  const sql = (stdout ?? '').trim();
  return sql.split('\n').every((line) => line === '' || line.startsWith('--')) ? '' : `${sql}\n`;
}
