import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { MigrationList, SchemasContainer } from '@prisma/schema-engine-wasm/schema_engine_bg';

export const PRISMA_DIR = fileURLToPath(new URL('../../../prisma', import.meta.url));

export const NO_SCHEMA_FILTER = { externalTables: [], externalEnums: [] };

const LOCK_FILE = 'provider = "postgresql"\n';

export async function readSchema(prismaDir: string): Promise<SchemasContainer> {
  const path = join(prismaDir, 'schema.prisma');
  return { files: [{ path, content: await readFile(path, 'utf8') }] };
}

/** The migrations of `prisma/migrations`, oldest first, as the schema engine takes them. */
export async function readMigrations(prismaDir: string): Promise<MigrationList> {
  const baseDir = join(prismaDir, 'migrations');
  const entries = await readdir(baseDir, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(join(baseDir, path, 'migration.sql'), 'utf8');
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } as const } };
    }),
  );
  const content = await readFile(join(baseDir, 'migration_lock.toml'), 'utf8').catch(() => LOCK_FILE);
  return { baseDir, lockfile: { path: 'migration_lock.toml', content }, shadowDbInitScript: '', migrationDirectories };
}

/** Writes `prisma/migrations/<UTC time>_<name>/migration.sql` and answers its path. */
export async function writeMigration(prismaDir: string, name: string, sql: string, at: Date): Promise<string> {
  const timestamp = at.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const migrationsDir = join(prismaDir, 'migrations');
  const dir = join(migrationsDir, `${timestamp}_${name}`);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'migration.sql'), sql);
  const lockFile = join(migrationsDir, 'migration_lock.toml');
  await access(lockFile).catch(() => writeFile(lockFile, LOCK_FILE));
  return join(dir, 'migration.sql');
}
