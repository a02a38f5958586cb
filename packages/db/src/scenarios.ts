import type { LeadFacts, ScenarioState, WidgetSettings } from '@ringback/scenario';

import type { PrismaClient } from './generated/client.ts';
import { leadFactsOf } from './lead-facts.ts';
import { scenarioColumns } from './persist-leads.ts';
import { insertDecisions, json, type Decision } from './scenario-rows.ts';
import { queryRows } from './statements.ts';

/** A lead as a decision needs it. */
export interface LoadedScenario {
  version: number;
  state: ScenarioState;
  lead: LeadFacts;
  widgetHash: string;
  isSend: boolean;
  backUrl: string | null;
}

interface ScenarioRow {
  version: number;
  document: ScenarioState;
  receivedAt: Date;
  phone: string | null;
  visitorName: string | null;
  formName: string | null;
  comment: string | null;
  source: string | null;
  isSend: boolean;
  backUrl: string | null;
  widgetId: string;
  widgetHash: string;
  settingsVersion: number;
}

/** Reads a lead's state, null when there is no such lead. `findSettings` gives the version it was accepted under. */
export async function loadScenario(
  prisma: PrismaClient,
  leadId: string,
  findSettings: (widgetId: string, version: number) => Promise<WidgetSettings>,
): Promise<LoadedScenario | null> {
  const [row] = await queryRows<ScenarioRow>(prisma)`
    SELECT s.version, s.document, l.received_at AS "receivedAt", l.phone, l.visitor_name AS "visitorName",
      l.form_name AS "formName", l.comment, l.utm->>'source' AS source, l.is_send AS "isSend", l.back_url AS "backUrl", l.widget_id AS "widgetId",
      w.hash AS "widgetHash", l.settings_version AS "settingsVersion"
    FROM scenarios s JOIN leads l ON l.id = s.lead_id JOIN widgets w ON w.id = l.widget_id
    WHERE s.lead_id = ${leadId}::uuid`;
  if (!row) return null;
  const settings = await findSettings(row.widgetId, row.settingsVersion);
  return {
    version: row.version,
    state: row.document,
    lead: leadFactsOf({ leadId, ...row }, settings),
    widgetHash: row.widgetHash,
    isSend: row.isSend,
    backUrl: row.backUrl,
  };
}

/**
 * Saves a state with its timeline, effects and deliveries in one statement, if the version is still the one before it.
 * False: somebody else decided first; load and decide again.
 */
export async function saveTransition(prisma: PrismaClient, decision: Decision): Promise<boolean> {
  const columns = { version: decision.version, ...scenarioColumns(decision.transition.next, decision.at) };
  const rows = await queryRows<object>(prisma)`
    WITH gate AS (
      UPDATE scenarios s SET version = r.version, state = r.state, document = r.document, status_manager = r.status_manager,
        status_visitor = r.status_visitor, talk_seconds = r.talk_seconds, due_at = r.due_at, finished_at = r.finished_at
      FROM jsonb_to_record(${json(columns)}::jsonb) AS r(version int, state text, document jsonb, status_manager int,
        status_visitor int, talk_seconds float8, due_at timestamptz, finished_at timestamptz)
      WHERE s.lead_id = ${decision.leadId}::uuid AND s.version = ${decision.version - 1}
      RETURNING s.lead_id AS id),
    ${insertDecisions([decision])}
    SELECT pg_notify('lead_changed', l.account_id || ' ' || l.id)::text AS told FROM gate JOIN leads l ON l.id = gate.id`;
  return rows.length > 0;
}

/** Leads whose timer has been due since `before`: nobody woke them up. */
export async function findOverdueTimers(
  prisma: PrismaClient,
  before: Date,
  limit: number,
): Promise<{ leadId: string; timerAt: string }[]> {
  return queryRows<{ leadId: string; timerAt: string }>(prisma)`
    SELECT lead_id AS "leadId", document->>'timerAt' AS "timerAt" FROM scenarios
    WHERE due_at < ${before} AND finished_at IS NULL ORDER BY due_at LIMIT ${limit}`;
}
