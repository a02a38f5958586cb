import type { ScenarioState } from '@ringback/scenario';
import type pg from 'pg';

import type { Latencies } from '../load/messages.ts';
import { readLatencies } from '../load/tally.ts';

export interface Alarm {
  leadId: string;
  /** ISO 8601, as the state has it. */
  timerAt: string;
}

interface Wave {
  count: number;
  firstDueAt: Date;
  everyMs: number;
}

const FORM_NAME = 'deferred';
const STATE = {
  status: 'scheduled',
  attempt: 1,
  legCount: 0,
  plannedAt: '',
  retries: 0,
  postponed: 0,
  rang: false,
  begun: false,
  timerAt: '',
} satisfies ScenarioState;

/** Leads and scenarios that wait for their first attempt, due one after the other. */
export async function insertDeferred(client: pg.Client, { count, firstDueAt, everyMs }: Wave): Promise<Alarm[]> {
  const { rows } = await client.query<Alarm>(
    `WITH places AS (SELECT array_agg(id ORDER BY id) AS ids, min(account_id::text)::uuid AS account_id FROM widgets),
      waiting AS (
        SELECT gen_random_uuid() AS id, ids[1 + n % cardinality(ids)] AS widget_id, account_id,
          '+7' || (9000000000 + n + (SELECT count(*) FROM leads)) AS phone, $2::timestamptz + n * $3::int * interval '1 ms' AS due_at
        FROM places, generate_series(0, $1::int - 1) AS n),
      kept AS (
        INSERT INTO leads (id, account_id, widget_id, settings_version, received_at, phone, phone_raw, form_name, fields,
          recognised, utm, visit, charset, is_send, response_method, is_redirect)
        SELECT id, account_id, widget_id, 1, now(), phone, phone, $4, '[]', '{}', '{}', '{}', 'utf-8', false, 'POST', false
        FROM waiting)
    INSERT INTO scenarios (lead_id, widget_id, phone, version, state, document, status_manager, status_visitor, due_at)
    SELECT id, widget_id, phone, 1, 'scheduled',
      $5::jsonb || jsonb_build_object('timerAt', iso, 'plannedAt', iso), 0, 0, due_at
    FROM waiting, to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS iso
    RETURNING lead_id AS "leadId", document->>'timerAt' AS "timerAt"`,
    [count, firstDueAt, everyMs, FORM_NAME, JSON.stringify(STATE)],
  );
  return rows;
}

/** How long after its time each of these attempts has begun, of those that have. */
export async function readWakeUps(client: pg.Client, alarms: Alarm[]): Promise<{ wakeUp: Latencies; due: number }> {
  const dueAt = new Map(alarms.map(({ leadId, timerAt }) => [leadId, Date.parse(timerAt)]));
  const { rows } = await client.query<{ leadId: string; at: Date }>(
    `SELECT lead_id AS "leadId", at FROM timeline_events WHERE type = 'attempt-started' AND lead_id = ANY($1::uuid[])`,
    [[...dueAt.keys()]],
  );
  const errors = rows.map(({ leadId, at }) => Math.abs(at.getTime() - (dueAt.get(leadId) ?? 0)));
  return { wakeUp: readLatencies(errors), due: rows.length };
}

export async function removeDeferred(client: pg.Client): Promise<void> {
  await client.query('DELETE FROM leads WHERE form_name = $1', [FORM_NAME]);
}
