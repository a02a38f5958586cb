import type { CallEffect } from '@ringback/scenario';

import type { PrismaClient } from './generated/client.ts';
import { queryRows, runStatement } from './statements.ts';

export interface LoadedEffect {
  id: string;
  leadId: string;
  widgetHash: string;
  effect: CallEffect;
}

interface EffectQueryRow {
  id: string;
  leadId: string;
  widgetHash: string;
  type: string;
  payload: object;
}

/** An effect that is still to be done, null when it is done already or not there. */
export async function loadEffect(prisma: PrismaClient, effectId: string): Promise<LoadedEffect | null> {
  const rows = await queryRows<EffectQueryRow>(prisma)`
    SELECT e.id, e.lead_id AS "leadId", w.hash AS "widgetHash", e.type, e.payload
    FROM effects e JOIN leads l ON l.id = e.lead_id JOIN widgets w ON w.id = l.widget_id
    WHERE e.id = ${effectId} AND e.done_at IS NULL`;
  return rows.map(toEffect)[0] ?? null;
}

export async function markEffectsDone(prisma: PrismaClient, effectIds: string[], now: Date): Promise<void> {
  await runStatement(prisma)`UPDATE effects SET done_at = ${now} WHERE id = ANY(${effectIds}) AND done_at IS NULL`;
}

/** Orders for an exchange that nobody has carried out since `before`, oldest first. */
export async function findOverdueEffects(
  prisma: PrismaClient,
  exchange: string,
  before: Date,
  limit: number,
): Promise<LoadedEffect[]> {
  const rows = await queryRows<EffectQueryRow>(prisma)`
    SELECT e.id, e.lead_id AS "leadId", w.hash AS "widgetHash", e.type, e.payload
    FROM effects e JOIN leads l ON l.id = e.lead_id JOIN widgets w ON w.id = l.widget_id
    WHERE e.done_at IS NULL AND e.created_at < ${before} AND e.payload->>'exchange' = ${exchange}
    ORDER BY e.created_at LIMIT ${limit}`;
  return rows.map(toEffect);
}

/**
 * What is being said to managers now on an exchange, and was ordered before `before`. The keys that they pressed meanwhile may have
 * been heard by nobody.
 */
export async function findRunningPrompts(
  prisma: PrismaClient,
  exchange: string,
  before: Date,
): Promise<LoadedEffect[]> {
  const rows = await queryRows<EffectQueryRow>(prisma)`
    SELECT e.id, e.lead_id AS "leadId", w.hash AS "widgetHash", e.type, e.payload
    FROM scenarios s JOIN effects e ON e.lead_id = s.lead_id JOIN widgets w ON w.id = s.widget_id
    WHERE s.finished_at IS NULL AND s.state = 'calling' AND s.document->>'status' = 'briefing'
      AND e.type = 'play-prompt' AND e.payload->>'playbackId' = s.document->>'playbackId'
      AND e.payload->>'exchange' = ${exchange} AND e.done_at < ${before}`;
  return rows.map(toEffect);
}

function toEffect({ type, payload, ...row }: EffectQueryRow): LoadedEffect {
  // The row was written from a CallEffect by `insertDecisions`.
  return { ...row, effect: { type, ...payload } as CallEffect };
}
