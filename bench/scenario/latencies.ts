import type pg from 'pg';

import type { Latencies } from '../load/messages.ts';
import { readLatencies } from '../load/tally.ts';

/** Milliseconds from a form's arrival to the claim of its first dial, of leads that arrived in between. */
export async function readFirstDials(client: pg.Client, from: Date, to: Date): Promise<Latencies> {
  const { rows } = await client.query<{ ms: number }>(
    `SELECT extract(epoch FROM min(g.claimed_at) - l.received_at)::float8 * 1000 AS ms
    FROM leads l JOIN legs g ON g.lead_id = l.id
    WHERE l.received_at BETWEEN $1 AND $2 AND g.claimed_at IS NOT NULL GROUP BY l.id`,
    [from, to],
  );
  return readLatencies(rows.map(({ ms }) => ms));
}

/** Milliseconds from the moment in which a manager's key was heard to the claim of the visitor's dial. */
export async function readEventLags(client: pg.Client, from: Date, to: Date): Promise<Latencies> {
  const { rows } = await client.query<{ ms: number }>(
    `SELECT extract(epoch FROM g.claimed_at - t.at)::float8 * 1000 AS ms
    FROM timeline_events t JOIN legs g ON g.lead_id = t.lead_id AND g.role = 'visitor'
    WHERE t.type = 'manager-accepted' AND t.at BETWEEN $1 AND $2 AND g.claimed_at IS NOT NULL`,
    [from, to],
  );
  return readLatencies(rows.map(({ ms }) => ms));
}

export async function countCalls(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ calls: number }>(
    `SELECT count(*)::int AS calls FROM scenarios WHERE finished_at IS NULL AND state IN ('calling', 'talking')`,
  );
  return rows[0]?.calls ?? 0;
}
