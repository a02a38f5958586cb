import { Prisma } from './generated/client.ts';

/** How many attempts may begin; 0: any number. */
export interface CallBudget {
  /** Within a hour of the clock. */
  callsPerHour: number;
  /** Within this hour and the 23 before. */
  callsPerDay: number;
}

export const NO_BUDGET: CallBudget = { callsPerHour: 0, callsPerDay: 0 };

/** The budgets that a row of `legs` is under: its widget's by the newest settings, and that of the installation. */
function budgetsOf(leadId: Prisma.Sql, { callsPerHour, callsPerDay }: CallBudget): Prisma.Sql {
  return Prisma.sql`(
    SELECT b.* FROM scenarios s JOIN widgets w ON w.id = s.widget_id
    JOIN widget_settings ws ON ws.widget_id = w.id AND ws.version = w.settings_version
    CROSS JOIN LATERAL (VALUES
      ('widget ' || w.id, (ws.document#>>'{budget,callsPerHour}')::int, (ws.document#>>'{budget,callsPerDay}')::int),
      ('installation', ${callsPerHour}::int, ${callsPerDay}::int)) AS b(scope, per_hour, per_day)
    WHERE s.lead_id = ${leadId} AND (b.per_hour > 0 OR b.per_day > 0)) AS budget`;
}

const hourOf = (now: Date): Date => new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);

const hoursBefore = (now: Date, hours: number): Date => new Date(hourOf(now).getTime() - hours * 3_600_000);

/** What has to be locked for the claim of a leg, the budgets that it is under last. */
export function lockNumberAndBudgets(callId: string, number: string, budget: CallBudget): Prisma.Sql {
  return Prisma.sql`
    SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM (
      SELECT ${number}::text AS key
      UNION ALL SELECT scope FROM (SELECT budget.scope FROM legs,
        LATERAL ${budgetsOf(Prisma.sql`legs.lead_id`, budget)} WHERE legs.call_id = ${callId} ORDER BY scope DESC) AS scopes
    ) AS keys`;
}

/** Whether the attempt of a row of `legs` has rung a phone before: it was counted then, and is not stopped half-way. */
const HAS_BEGUN = (leg: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (SELECT FROM legs other
  WHERE other.lead_id = ${leg}.lead_id AND other.attempt = ${leg}.attempt AND other.claimed_at IS NOT NULL)`;

/** Whether the budgets allow the attempt of a row of `legs`. */
export function isWithinBudget(budget: CallBudget, now: Date): Prisma.Sql {
  const leg = Prisma.sql`legs`;
  return Prisma.sql`(${HAS_BEGUN(leg)} OR NOT EXISTS (SELECT FROM ${budgetsOf(Prisma.sql`legs.lead_id`, budget)}
    WHERE (per_hour > 0 AND per_hour <= (SELECT sum(count) FROM call_counts c
        WHERE c.scope = budget.scope AND c.hour = ${hourOf(now)}))
      OR (per_day > 0 AND per_day <= (SELECT sum(count) FROM call_counts c
        WHERE c.scope = budget.scope AND c.hour > ${hoursBefore(now, 24)}))))`;
}

/** Counts the attempts of the rows in `claimed(lead_id, attempt)` that begin by it, and forgets what counts no more. */
export function countCalls(budget: CallBudget, now: Date): Prisma.Sql {
  const claimed = Prisma.sql`claimed`;
  return Prisma.sql`
    counted AS (
      INSERT INTO call_counts (scope, hour, count)
      SELECT budget.scope, ${hourOf(now)}, 1 FROM claimed, LATERAL ${budgetsOf(Prisma.sql`claimed.lead_id`, budget)}
      WHERE NOT ${HAS_BEGUN(claimed)}
      ON CONFLICT (scope, hour) DO UPDATE SET count = call_counts.count + 1 RETURNING scope),
    forgotten AS (
      DELETE FROM call_counts c USING counted WHERE c.scope = counted.scope AND c.hour < ${hoursBefore(now, 48)})`;
}
