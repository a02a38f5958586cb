import type { CallEffect, NotificationEvent, TimelineEntry, Transition } from '@ringback/scenario';

import { Prisma } from './generated/client.ts';
import type { ToldEvent } from './leg-events.ts';

/** A letter, forward or notification that a transition asks for. */
export interface NewDelivery {
  id: string;
  kind: 'forward' | 'email' | 'notification';
  /** `webhook.off`: a letter that says that a webhook was switched off. */
  event: 'submission' | NotificationEvent | 'webhook.off';
  target: string;
}

/** One lead's decision on its way into the database. `version` is the version that the scenario gets by it. */
export interface Decision {
  leadId: string;
  version: number;
  transition: Transition;
  deliveries: NewDelivery[];
  at: Date;
  /** What it was decided on, to be noted in the row of the leg. */
  told?: ToldEvent;
}

/** A call effect with the id of its row. */
export interface EffectRow {
  id: string;
  effect: CallEffect;
}

/** The call effects of a decision under their derived ids: the same decision always gives the same rows. */
export function effectRowsOf(decision: Decision): EffectRow[] {
  return decision.transition.effects.flatMap((effect, place) =>
    effect.type === 'notify' ? [] : [{ id: `${decision.leadId}-v${decision.version}-e${place}`, effect }],
  );
}

/**
 * The statements that store what decisions say, as parts of one WITH query; what would write nothing is left out, as each
 * part costs. Only leads in `gate(id)` are written, so a decision on a stale version, or about a lead that is there
 * already, leaves nothing behind.
 */
export function insertDecisions(decisions: Decision[]): Prisma.Sql[] {
  const entries = decisions.flatMap(({ leadId, version, transition, at }) =>
    transition.timeline.map((entry, place) => ({ lead_id: leadId, seq: version, place, at, entry })),
  );
  return [...insertTold(entries), ...insertOrdered(decisions)];
}

interface ToldRow {
  lead_id: string;
  seq: number;
  place: number;
  at: Date;
  entry: TimelineEntry;
}

/** The timeline, and the rows of attempts and legs that are made of it. */
function* insertTold(entries: ToldRow[]): Generator<Prisma.Sql> {
  const timeline = entries.map(({ entry: { type, ...data }, ...row }) => ({ ...row, type, data }));
  const started = entries.flatMap(({ entry, lead_id, at }) =>
    entry.type === 'attempt-started' ? [{ lead_id, number: entry.attempt, at }] : [],
  );
  const ended = entries.flatMap(({ entry, lead_id, at }) =>
    entry.type === 'attempt-ended' ? [{ lead_id, number: entry.attempt, at, ...entry.status }] : [],
  );
  const legs = entries.flatMap(({ entry, lead_id, at }) =>
    entry.type === 'leg-dialed' ? [legRow(entry, lead_id, at)] : [],
  );
  if (timeline.length > 0)
    yield Prisma.sql`
    new_timeline AS (
      INSERT INTO timeline_events (lead_id, seq, place, at, type, data)
      SELECT r.lead_id, r.seq, r.place, r.at, r.type, r.data
      FROM jsonb_to_recordset(${json(timeline)}::jsonb) AS r(lead_id uuid, seq int, place int, at timestamptz, type text, data jsonb)
      JOIN gate ON gate.id = r.lead_id)`;
  if (started.length > 0)
    yield Prisma.sql`
    new_attempts AS (
      INSERT INTO attempts (lead_id, number, started_at)
      SELECT r.lead_id, r.number, r.at FROM jsonb_to_recordset(${json(started)}::jsonb) AS r(lead_id uuid, number int, at timestamptz)
      JOIN gate ON gate.id = r.lead_id ON CONFLICT DO NOTHING)`;
  if (ended.length > 0)
    yield Prisma.sql`
    ended_attempts AS (
      UPDATE attempts a SET ended_at = r.at, status_manager = r.manager, status_visitor = r.visitor
      FROM jsonb_to_recordset(${json(ended)}::jsonb) AS r(lead_id uuid, number int, at timestamptz, manager int, visitor int)
      JOIN gate ON gate.id = r.lead_id WHERE a.lead_id = r.lead_id AND a.number = r.number)`;
  if (legs.length > 0)
    yield Prisma.sql`
    new_legs AS (
      INSERT INTO legs (call_id, lead_id, attempt, role, number, exchange, planned_at, live_until)
      SELECT r.call_id, r.lead_id, r.attempt, r.role, r.number, r.exchange, r.at, r.live_until
      FROM jsonb_to_recordset(${json(legs)}::jsonb)
        AS r(call_id text, lead_id uuid, attempt int, role text, number text, exchange text, at timestamptz, live_until timestamptz)
      JOIN gate ON gate.id = r.lead_id)`;
}

/** Orders for the exchange, and what goes out. */
function* insertOrdered(decisions: Decision[]): Generator<Prisma.Sql> {
  const effects = decisions.flatMap((decision) =>
    effectRowsOf(decision).map(({ id, effect }) => {
      const { type, ...payload } = effect;
      return { id, lead_id: decision.leadId, type, payload, created_at: decision.at };
    }),
  );
  const deliveries = decisions.flatMap(({ leadId, at, deliveries: rows }) =>
    rows.map((row) => ({ ...row, lead_id: leadId, created_at: at })),
  );
  if (effects.length > 0)
    yield Prisma.sql`
    new_effects AS (
      INSERT INTO effects (id, lead_id, type, payload, created_at)
      SELECT r.id, r.lead_id, r.type, r.payload, r.created_at
      FROM jsonb_to_recordset(${json(effects)}::jsonb) AS r(id text, lead_id uuid, type text, payload jsonb, created_at timestamptz)
      JOIN gate ON gate.id = r.lead_id)`;
  if (deliveries.length > 0)
    yield Prisma.sql`
    new_deliveries AS (
      INSERT INTO deliveries (id, lead_id, kind, event, target, state, created_at, next_attempt_at)
      SELECT r.id, r.lead_id, r.kind, r.event, r.target, 'pending', r.created_at, r.created_at
      FROM jsonb_to_recordset(${json(deliveries)}::jsonb)
        AS r(id uuid, lead_id uuid, kind text, event text, target text, created_at timestamptz)
      JOIN gate ON gate.id = r.lead_id ON CONFLICT DO NOTHING)`;
}

function legRow(entry: Extract<TimelineEntry, { type: 'leg-dialed' }>, leadId: string, at: Date): object {
  const { callId, attempt, role, number, exchange, longestSeconds } = entry;
  const liveUntil = new Date(at.getTime() + longestSeconds * 1000);
  return { call_id: callId, lead_id: leadId, attempt, role, number, exchange, at, live_until: liveUntil };
}

export function json(value: unknown): string {
  return JSON.stringify(value);
}
