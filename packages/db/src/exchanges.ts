import type { PrismaClient } from './generated/client.ts';
import { queryRows, runStatement } from './statements.ts';

/** An exchange as its last holder has told of it. */
export interface KnownExchange {
  name: string;
  routes: number;
  /** Until when its events flow, unless its holder says so again; null: they do not. */
  upUntil: Date | null;
}

/** Says that `heldBy` holds an exchange and hears its events. */
export async function tellExchangeUp(prisma: PrismaClient, exchange: KnownExchange, heldBy: string): Promise<void> {
  const { name, routes, upUntil } = exchange;
  await runStatement(prisma)`
    INSERT INTO exchanges (name, routes, held_by, up_until) VALUES (${name}, ${routes}, ${heldBy}, ${upUntil})
    ON CONFLICT (name) DO UPDATE SET routes = EXCLUDED.routes, held_by = EXCLUDED.held_by, up_until = EXCLUDED.up_until`;
}

/** Says that `heldBy` hears nothing of an exchange any more; whoever holds it by then is not touched. */
export async function tellExchangeDown(prisma: PrismaClient, name: string, heldBy: string): Promise<void> {
  await runStatement(prisma)`UPDATE exchanges SET up_until = NULL WHERE name = ${name} AND held_by = ${heldBy}`;
}

export async function loadExchanges(prisma: PrismaClient): Promise<KnownExchange[]> {
  return queryRows<KnownExchange>(prisma)`SELECT name, routes, up_until AS "upUntil" FROM exchanges`;
}

/** Leads with an order to dial that has found nobody since `before`, on an exchange that is none of `working`. */
export async function findStrandedLeads(
  prisma: PrismaClient,
  working: string[],
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ leadId: string }>(prisma)`
    SELECT DISTINCT e.lead_id AS "leadId" FROM effects e JOIN legs l ON l.call_id = e.payload->>'callId'
    WHERE e.done_at IS NULL AND e.type = 'dial-leg' AND e.created_at < ${before}
      AND e.payload->>'exchange' <> ALL(${working}) AND l.claimed_at IS NULL AND l.ended_at IS NULL
    LIMIT ${limit}`;
  return rows.map(({ leadId }) => leadId);
}
