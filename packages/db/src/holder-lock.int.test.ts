import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, waitFor, type TestDatabase } from '@ringback/test-kit';
import pg from 'pg';

import { tryHolderLock } from './holder-lock.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function cutHolders(): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'ringback holder' AND datname = current_database()`,
  );
  await client.end();
}

describe('tryHolderLock', () => {
  it('makes one process the holder of an exchange, until it lets go', async () => {
    const first = await tryHolderLock(database.url, 'north');
    expect(first).not.toBeNull();
    expect(await tryHolderLock(database.url, 'north')).toBeNull();
    const other = await tryHolderLock(database.url, 'south');
    expect(other).not.toBeNull();
    await first?.release();
    const second = await waitFor(() => tryHolderLock(database.url, 'north'));
    await second.release();
    await other?.release();
  });

  it('tells the holder that the lock is lost with its connection, and gives it to the next', async () => {
    const first = await tryHolderLock(database.url, 'north');
    if (!first) throw new Error('not held');
    await cutHolders();
    await first.lost;
    const second = await waitFor(() => tryHolderLock(database.url, 'north'));
    await second.release();
    await first.release();
  });

  it('makes nobody the holder while Postgres is away', async () => {
    expect(await tryHolderLock('postgres://nobody@127.0.0.1:1/none', 'north')).toBeNull();
  });
});
