import type { LegEvent } from '@ringback/scenario';

import { Prisma } from './generated/client.ts';

/** What the exchange told of a leg, and when. */
export interface ToldEvent {
  event: LegEvent;
  at: Date;
}

interface LegRow {
  call_id: string;
  answered_at?: Date | string | null;
  ended_at?: Date;
  disposition?: string;
  code?: number;
  cause?: number | null;
}

/**
 * Notes in the rows of legs what they have told; null when nothing of it has a place there. The first word about an
 * answer and an end stands. A machine is noted, as the end will not say so any more.
 */
export function updateLegs(told: ToldEvent[]): Prisma.Sql | null {
  const rows = told.flatMap(({ event, at }) => legRow(event, at));
  if (rows.length === 0) return null;
  return Prisma.sql`
    UPDATE legs SET answered_at = COALESCE(legs.answered_at, r.answered_at), ended_at = COALESCE(legs.ended_at, r.ended_at),
      disposition = CASE WHEN legs.ended_at IS NULL THEN COALESCE(legs.disposition, r.disposition) ELSE legs.disposition END,
      code = COALESCE(legs.code, r.code), cause = COALESCE(legs.cause, r.cause)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(call_id text, answered_at timestamptz,
      ended_at timestamptz, disposition text, code int, cause int)
    WHERE legs.call_id = r.call_id AND (legs.ended_at IS NULL OR (r.ended_at IS NULL AND legs.answered_at IS NULL))`;
}

function legRow(event: LegEvent, at: Date): LegRow[] {
  const { type, callId: call_id } = event;
  switch (type) {
    case 'leg-answered':
      return [{ call_id, answered_at: at }];
    case 'machine-detected':
      return [{ call_id, disposition: 'machine' }];
    case 'leg-ended': {
      const { answeredAt: answered_at, disposition, code, cause } = event;
      return [{ call_id, answered_at, ended_at: at, disposition, code, cause }];
    }
    case 'leg-ringing':
    case 'key-pressed':
    case 'prompt-finished':
      return [];
  }
}
