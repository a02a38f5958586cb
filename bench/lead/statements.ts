import type pg from 'pg';

export interface Statement {
  sql: string;
  calls: number;
  milliseconds: number;
}

export async function resetStatements(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_stat_statements_reset()');
}

/** What Postgres was asked since the reset, the costliest first; what the bench asked itself is left out. */
export async function readStatements(client: pg.Client): Promise<Statement[]> {
  const { rows } = await client.query<Statement>(`
    SELECT regexp_replace(left(query, 110), '\\s+', ' ', 'g') AS sql, calls::int AS calls,
      total_exec_time AS milliseconds
    FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND query NOT LIKE '%pg_stat%' AND query NOT LIKE '%AS finished,%'
    ORDER BY total_exec_time DESC`);
  return rows;
}
