import type { LeadFacts, ScenarioState, WidgetSettings } from '@ringback/scenario';

import { Prisma, type PrismaClient } from './generated/client.ts';
import { updateLegs } from './leg-events.ts';
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
  leadId: string;
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

/** Reads the states of leads by their ids. `findSettings` gives the version that a lead was accepted under. */
export async function loadScenarios(
  prisma: PrismaClient,
  leadIds: string[],
  findSettings: (widgetId: string, version: number) => Promise<WidgetSettings>,
): Promise<Map<string, LoadedScenario>> {
  const rows = await queryRows<ScenarioRow>(prisma)`
    SELECT s.lead_id AS "leadId", s.version, s.document, l.received_at AS "receivedAt", l.phone,
      l.visitor_name AS "visitorName", l.form_name AS "formName", l.comment, l.utm->>'source' AS source,
      l.is_send AS "isSend", l.back_url AS "backUrl", l.widget_id AS "widgetId", w.hash AS "widgetHash",
      l.settings_version AS "settingsVersion"
    FROM scenarios s JOIN leads l ON l.id = s.lead_id JOIN widgets w ON w.id = l.widget_id
    WHERE s.lead_id = ANY(${leadIds}::uuid[])`;
  const loaded = rows.map(async (row): Promise<[string, LoadedScenario]> => {
    const { leadId, version, document: state, widgetHash, isSend, backUrl } = row;
    const lead = leadFactsOf(row, await findSettings(row.widgetId, row.settingsVersion));
    return [leadId, { version, state, lead, widgetHash, isSend, backUrl }];
  });
  return new Map(await Promise.all(loaded));
}

/**
 * Saves states with their timeline, effects and deliveries in one statement, each if its version is still the one before;
 * at most one of a lead. Answers of which leads: where somebody else decided first, load and decide again. What legs
 * have told is noted in any case.
 */
export async function saveTransitions(prisma: PrismaClient, decisions: Decision[]): Promise<Set<string>> {
  const rows = decisions.map(({ leadId, version, transition, at }) => ({
    lead_id: leadId,
    version,
    ...scenarioColumns(transition.next, at),
  }));
  const legs = updateLegs(decisions.flatMap(({ told }) => told ?? []));
  const gate = Prisma.sql`
    gate AS (
      UPDATE scenarios s SET version = r.version, state = r.state, document = r.document, status_manager = r.status_manager,
        status_visitor = r.status_visitor, talk_seconds = r.talk_seconds, due_at = r.due_at, finished_at = r.finished_at
      FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(lead_id uuid, version int, state text, document jsonb,
        status_manager int, status_visitor int, talk_seconds float8, due_at timestamptz, finished_at timestamptz)
      WHERE s.lead_id = r.lead_id AND s.version = r.version - 1
      RETURNING s.lead_id AS id)`;
  const parts = [gate, ...(legs ? [Prisma.sql`told AS (${legs})`] : []), ...insertDecisions(decisions)];
  const saved = await queryRows<{ id: string }>(prisma)`
    WITH ${Prisma.join(parts)}
    SELECT gate.id, pg_notify('lead_changed', l.account_id || ' ' || l.id)::text FROM gate JOIN leads l ON l.id = gate.id`;
  return new Set(saved.map(({ id }) => id));
}

/** Saves one decision. False: somebody else decided first. */
export async function saveTransition(prisma: PrismaClient, decision: Decision): Promise<boolean> {
  return (await saveTransitions(prisma, [decision])).has(decision.leadId);
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
