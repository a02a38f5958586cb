import { describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { createTestDatabase } from './create-test-database.ts';

async function countTables(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM _prisma_migrations');
  await client.end();
  return rows[0]?.count ?? 0;
}

describe('createTestDatabase', () => {
  it('gives each caller a migrated database of its own', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);

    expect(first.url).not.toBe(second.url);
    expect(await countTables(first.url)).toBeGreaterThan(0);
    expect(await countTables(second.url)).toBeGreaterThan(0);

    await Promise.all([first.drop(), second.drop()]);
    await expect(countTables(first.url)).rejects.toThrow('does not exist');
  });
});
