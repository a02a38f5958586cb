import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { readTestPostgresUrl } from './test-environment.ts';

/** Migrated once per run; every test database is a copy of it. */
export const TEMPLATE_DATABASE = 'ringback_template';

export interface TestDatabase {
  url: string;
  /** Ends every connection to it, too. */
  drop: () => Promise<void>;
}

/** A migrated, empty database of the test's own, in a few milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runAsAdmin(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE} STRATEGY FILE_COPY`);
  const url = new URL(readTestPostgresUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runAsAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runAsAdmin(sql: string): Promise<void> {
  const client = new pg.Client(readTestPostgresUrl());
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
