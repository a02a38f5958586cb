import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, createTestLogger, type TestDatabase } from '@ringback/test-kit';
import pg from 'pg';

import { diffMigrationsWithSchema, migrateDatabase } from './migrate.ts';

const log = createTestLogger();
let database: TestDatabase;
let prismaDir: string;

async function writeMigrationFile(name: string, sql: string): Promise<void> {
  const dir = join(prismaDir, 'migrations', name);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'migration.sql'), sql);
}

beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await admin.end();
  prismaDir = await mkdtemp(join(tmpdir(), 'ringback-migrations-'));
});

afterAll(async () => {
  await database.drop();
  await rm(prismaDir, { recursive: true });
});

describe('prisma/schema.prisma', () => {
  it('agrees with prisma/migrations', async () => {
    expect(await diffMigrationsWithSchema(database.url)).toBe('');
  });
});

describe('migrateDatabase', () => {
  it('applies each migration once when two migrators start together', async () => {
    await writeMigrationFile('20260101000000_one', 'CREATE TABLE one (id int);');
    await writeMigrationFile('20260102000000_two', 'CREATE TABLE two (id int);');

    const applied = await Promise.all([
      migrateDatabase(database.url, log, prismaDir),
      migrateDatabase(database.url, log, prismaDir),
    ]);

    expect(applied.flat()).toEqual(['20260101000000_one', '20260102000000_two']);
  });

  it('runs a function body with semicolons as one statement', async () => {
    const body = 'BEGIN PERFORM 1; RETURN 2; END;';
    await writeMigrationFile(
      '20260103000000_three',
      `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$${body}$$;`,
    );

    expect(await migrateDatabase(database.url, log, prismaDir)).toEqual(['20260103000000_three']);
  });

  it('says what Postgres said about a migration that fails, and applies nothing of it', async () => {
    await writeMigrationFile('20260104000000_four', 'CREATE TABLE four (id int); CREATE TABLE four (id int);');

    await expect(migrateDatabase(database.url, log, prismaDir)).rejects.toThrow('relation "four" already exists');
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query("SELECT to_regclass('four') AS found");
    await client.end();
    expect(rows).toEqual([{ found: null }]);
  });
});
