import type { DialRefusal, LegEvent, LegRole } from '@ringback/scenario';
import { identifyPhone } from '@ringback/submission';

import { Prisma, type PrismaClient } from './generated/client.ts';
import { blockPatternsOf } from './block-patterns.ts';
import { NO_BUDGET } from './call-budgets.ts';
import { updateLegs, type ToldEvent } from './leg-events.ts';
import { queryRows, runStatement } from './statements.ts';

/**
 * `not-wanted`: the leg has ended, was never planned, or its scenario has gone on without it. `claimed-before`: the
 * order may have gone out already.
 */
export type DialClaim = 'claimed' | 'claimed-before' | 'not-wanted' | DialRefusal;

export interface DialToClaim {
  callId: string;
  role: LegRole;
  number: string;
  lines: number;
}

/** A leg that may be alive: claimed, and nobody has told its end. */
export interface OpenLeg {
  callId: string;
  leadId: string;
  claimedAt: Date;
  answeredAt: Date | null;
  /** Whether its scenario still has to do with it; if not, nobody would ever hang it up. */
  awaited: boolean;
}

export type LegEnd = Extract<LegEvent, { type: 'leg-ended' }>;

const IS_AWAITED = Prisma.sql`EXISTS (SELECT FROM scenarios s
  WHERE s.lead_id = legs.lead_id AND names_leg(s.document, legs.call_id))`;

/**
 * Claims a dial before it is sent; a claimed leg is never sent again, whatever crashes. Holds the rules of lines: a
 * visitor's number has one live leg, a manager's number has `lines`. What has been forbidden since the call was decided
 * on is not dialled: numbers on a block list of the widget or the installation, and visitors' numbers of a country or
 * kind that the widget does not call any more. An attempt that a budget of calls does not allow, by the widget's newest
 * settings or of the installation, is not begun; one that has rung a phone was counted then, and goes on.
 */
export async function claimDial(
  prisma: PrismaClient,
  { callId, role, number, lines }: DialToClaim,
  claimedBy: string,
  now: Date,
  { callsPerHour, callsPerDay } = NO_BUDGET,
): Promise<DialClaim> {
  // A manager's number stands in the settings as people write it; an internal one is nobody's phone.
  const known = identifyPhone(number);
  const patterns = blockPatternsOf(known?.number ?? number);
  const [row] = await queryRows<{ claim: DialClaim }>(prisma)`
    SELECT claim_dial(${callId}, ${role}, ${number}, ${lines}, ${patterns}, ${known?.country ?? null},
      ${known?.type ?? null}, ${claimedBy}, ${now}, ${callsPerHour}, ${callsPerDay}) AS claim`;
  return row?.claim ?? 'not-wanted';
}

/**
 * Undoes the claim of a dial that surely never left this process. An attempt that has rung no phone is not counted any
 * more, or a few vain tries to reach the exchange would use up a budget.
 */
export async function giveBackDial(prisma: PrismaClient, callId: string): Promise<void> {
  // The widget's count before the installation's, as `claim_dial` takes them.
  await runStatement(prisma)`
    WITH given AS (
      UPDATE legs SET claimed_at = NULL, claimed_by = NULL FROM legs before
      WHERE legs.call_id = ${callId} AND legs.ended_at IS NULL AND before.call_id = legs.call_id
        AND before.claimed_at IS NOT NULL
      RETURNING legs.call_id, legs.lead_id, legs.attempt, date_trunc('hour', before.claimed_at, 'UTC') AS hour),
    counted AS (
      SELECT c.scope, c.hour FROM given g JOIN scenarios s ON s.lead_id = g.lead_id
        JOIN call_counts c ON c.hour = g.hour AND c.scope IN ('installation', 'widget ' || s.widget_id)
      WHERE 0 = (SELECT count(*) FROM legs other WHERE other.lead_id = g.lead_id AND other.attempt = g.attempt
        AND other.call_id <> g.call_id AND other.claimed_at IS NOT NULL)
      ORDER BY c.scope DESC FOR UPDATE OF c)
    UPDATE call_counts c SET count = c.count - 1 FROM counted
    WHERE c.scope = counted.scope AND c.hour = counted.hour AND c.count > 0`;
}

/** Writes down what legs have told; the first word about an answer and an end stands. */
export async function recordLegEvents(prisma: PrismaClient, told: ToldEvent[]): Promise<void> {
  const update = updateLegs(told);
  if (update) await runStatement(prisma)`${update}`;
}

/** Calls off a dial that was planned and not yet claimed. True when it was in time. */
export async function callOffDial(prisma: PrismaClient, callId: string, now: Date): Promise<boolean> {
  const called = await runStatement(prisma)`
    UPDATE legs SET ended_at = ${now}, disposition = 'cancelled'
    WHERE call_id = ${callId} AND claimed_at IS NULL AND ended_at IS NULL`;
  return called === 1;
}

/** Whether the order for a leg ever went, or may have gone, to the exchange. */
export async function wasDialed(prisma: PrismaClient, callId: string): Promise<boolean> {
  const leg = await prisma.leg.findUnique({ where: { callId }, select: { claimedAt: true } });
  return leg?.claimedAt != null;
}

/** Every leg that may be alive now on an exchange. */
export async function findOpenLegs(prisma: PrismaClient, exchange: string): Promise<OpenLeg[]> {
  return queryRows<OpenLeg>(prisma)`
    SELECT call_id AS "callId", lead_id AS "leadId", claimed_at AS "claimedAt", answered_at AS "answeredAt",
      ${IS_AWAITED} AS awaited
    FROM legs WHERE claimed_at IS NOT NULL AND ended_at IS NULL AND exchange = ${exchange}`;
}

/** Those of these leads whose two people talk now, each with the number of the attempt. */
export async function findTalks(
  prisma: PrismaClient,
  leadIds: string[],
): Promise<{ leadId: string; attempt: number }[]> {
  return queryRows<{ leadId: string; attempt: number }>(prisma)`
    SELECT lead_id AS "leadId", (document->>'attempt')::int AS attempt FROM scenarios
    WHERE lead_id = ANY(${leadIds}::uuid[]) AND document->>'status' = 'talking'`;
}

/**
 * What legs have told and their scenario has not heard since `before`: the event was lost on its way. An end says all
 * that there is to say; an answer matters while its scenario still waits for it.
 */
export async function findUnheardLegEvents(
  prisma: PrismaClient,
  before: Date,
  limit: number,
): Promise<{ leadId: string; at: Date; event: LegEvent }[]> {
  const rows = await queryRows<UnheardRow>(prisma)`
    SELECT l.lead_id AS "leadId", l.call_id AS "callId", l.ended_at AS "endedAt", l.answered_at AS "answeredAt",
      l.disposition, l.code, l.cause
    FROM scenarios s JOIN legs l ON l.lead_id = s.lead_id
    WHERE s.finished_at IS NULL AND s.state IN ('calling', 'talking')
      AND names_leg(s.document, l.call_id)
      AND (l.ended_at < ${before} OR (l.ended_at IS NULL AND l.answered_at < ${before} AND l.role =
        CASE s.document->>'status' WHEN 'dialing-manager' THEN 'manager' WHEN 'dialing-visitor' THEN 'visitor' END))
    ORDER BY s.due_at LIMIT ${limit}`;
  return rows.map(unheardEvent);
}

interface UnheardRow {
  leadId: string;
  callId: string;
  endedAt: Date | null;
  answeredAt: Date | null;
  disposition: string | null;
  code: number | null;
  cause: number | null;
}

function unheardEvent(row: UnheardRow): { leadId: string; at: Date; event: LegEvent } {
  const { leadId, callId, endedAt, answeredAt, disposition, cause } = row;
  if (!endedAt) return { leadId, at: answeredAt ?? new Date(0), event: { type: 'leg-answered', callId } };
  const event: LegEvent = {
    type: 'leg-ended',
    callId,
    disposition: disposition ?? 'unknown',
    code: row.code ?? 720,
    cause,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
  return { leadId, at: endedAt, event };
}
