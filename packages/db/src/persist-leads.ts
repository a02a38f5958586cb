import { leadStateOf, statusOf, type ScenarioState } from '@ringback/scenario';
import { readSenderKeys, type AcceptedSubmission } from '@ringback/submission';
import pg from 'pg';

import { Prisma, type PrismaClient } from './generated/client.ts';
import { insertDecisions, json, type Decision } from './scenario-rows.ts';
import { queryRows } from './statements.ts';

export interface NewLead {
  accepted: AcceptedSubmission;
  decision: Decision;
}

/** Another worker has begun a chain for one of these phones in the meantime: the decision has to be made again. */
export class ChainTakenError extends Error {
  override readonly name = 'ChainTakenError';
}

/** Postgres will not take the data, now or later. */
export class LeadRefusedError extends Error {
  override readonly name = 'LeadRefusedError';
  /** The SQLSTATE. */
  readonly reason: string;

  constructor(sqlState: string, options: ErrorOptions) {
    super(`Postgres refused the data with ${sqlState}`, options);
    this.reason = sqlState;
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: data exceptions and integrity violations.
const UNIQUE_VIOLATION = '23505';
const DATA_REFUSED = /^(22|23|54)/;

/** Which of these submissions are stored already, as a lead or as another id of one: what comes twice is kept once. */
export async function findStoredLeads(prisma: PrismaClient, leadIds: string[]): Promise<Set<string>> {
  const rows = await queryRows<{ id: string }>(prisma)`
    SELECT id FROM leads WHERE id = ANY(${leadIds}::uuid[])
    UNION ALL SELECT alias FROM lead_aliases WHERE alias = ANY(${leadIds}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/** Which of these submissions need nothing more to become what they will be: stored, or refused for good. */
export async function findSettledSubmissions(prisma: PrismaClient, leadIds: string[]): Promise<Set<string>> {
  const rows = await queryRows<{ id: string }>(prisma)`
    SELECT id FROM leads WHERE id = ANY(${leadIds}::uuid[])
    UNION ALL SELECT alias FROM lead_aliases WHERE alias = ANY(${leadIds}::uuid[])
    UNION ALL SELECT lead_id FROM rejected_submissions WHERE lead_id = ANY(${leadIds}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Stores leads with their first decision in one statement: all of a lead or nothing. Leads that are there already are
 * left alone; answers which were not. Throws `ChainTakenError` when the rule of one chain per phone was broken by another worker at this moment.
 */
export async function persistLeads(prisma: PrismaClient, leads: NewLead[]): Promise<Set<string>> {
  const rows = leads.map(({ accepted }) => leadRow(accepted));
  const scenarios = leads.map(({ accepted, decision }) => scenarioRow(accepted, decision));
  const parts = [
    ...insertFiles(leads.flatMap(({ accepted }) => fileRows(accepted))),
    ...insertDecisions(leads.map(({ decision }) => decision)),
  ];
  const more = parts.length > 0 ? Prisma.sql`, ${Prisma.join(parts)}` : Prisma.empty;
  try {
    const stored = await queryRows<{ id: string }>(prisma)`
      WITH gate AS (
        INSERT INTO leads (id, account_id, widget_id, settings_version, received_at, phone, phone_raw, visitor_name, email,
          comment, form_name, fields, recognised, utm, visit, page, referrer, ip, user_agent, origin, charset, is_send,
          back_url, response_method, is_redirect, digest)
        SELECT * FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(id uuid, account_id uuid, widget_id uuid,
          settings_version int, received_at timestamptz, phone text, phone_raw text, visitor_name text, email text,
          comment text, form_name text, fields jsonb, recognised jsonb, utm jsonb, visit jsonb, page text, referrer text,
          ip text, user_agent text, origin text, charset text, is_send boolean, back_url text, response_method text,
          is_redirect boolean, digest text)
        ON CONFLICT (id) DO NOTHING RETURNING id, account_id),
      new_scenarios AS (
        INSERT INTO scenarios (lead_id, widget_id, phone, version, state, document, status_manager, status_visitor,
          talk_seconds, due_at, finished_at, begun_at, sender)
        SELECT r.* FROM jsonb_to_recordset(${json(scenarios)}::jsonb) AS r(lead_id uuid, widget_id uuid, phone text,
          version int, state text, document jsonb, status_manager int, status_visitor int, talk_seconds float8,
          due_at timestamptz, finished_at timestamptz, begun_at timestamptz, sender text)
        JOIN gate ON gate.id = r.lead_id)${more}
      SELECT id, pg_notify('lead_changed', account_id || ' ' || id)::text FROM gate`;
    return new Set(stored.map(({ id }) => id));
  } catch (err) {
    const sqlState = sqlStateOf(err);
    if (sqlState === UNIQUE_VIOLATION)
      throw new ChainTakenError('another chain for this phone has begun', { cause: err });
    if (sqlState && DATA_REFUSED.test(sqlState)) throw new LeadRefusedError(sqlState, { cause: err });
    throw err;
  }
}

function insertFiles(rows: object[]): Prisma.Sql[] {
  if (rows.length === 0) return [];
  return [
    Prisma.sql`
      new_files AS (
        INSERT INTO lead_files (lead_id, place, key, field, name, content_type, bytes, refusal)
        SELECT r.* FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(lead_id uuid, place int, key text, field text,
          name text, content_type text, bytes int, refusal text)
        JOIN gate ON gate.id = r.lead_id)`,
  ];
}

/** The SQLSTATE of what Postgres said, null for any other failure. */
function sqlStateOf(err: unknown): string | null {
  return err instanceof pg.DatabaseError ? (err.code ?? null) : null;
}

function leadRow({ submission: s, ...accepted }: AcceptedSubmission): object {
  return {
    id: accepted.leadId,
    account_id: accepted.accountId,
    widget_id: accepted.widgetId,
    settings_version: accepted.settingsVersion,
    received_at: accepted.receivedAt,
    phone: s.phone,
    phone_raw: s.phoneRaw,
    visitor_name: s.visitorName,
    email: s.email,
    comment: s.comment,
    form_name: s.formName,
    fields: s.fields,
    recognised: s.recognised,
    utm: s.utm,
    visit: s.visit,
    page: s.page,
    referrer: s.referrer,
    ip: accepted.ip,
    user_agent: accepted.userAgent,
    origin: accepted.origin,
    charset: s.charset,
    is_send: s.isSend,
    back_url: s.backUrl,
    response_method: s.responseMethod,
    is_redirect: s.isRedirect,
    digest: accepted.digest,
  };
}

function fileRows({ leadId, files = [] }: AcceptedSubmission): object[] {
  return files.map(({ contentType, ...file }, place) => ({
    lead_id: leadId,
    place,
    content_type: contentType,
    ...file,
  }));
}

function scenarioRow({ leadId, widgetId, ip, submission }: AcceptedSubmission, decision: Decision): object {
  const { version, transition, at } = decision;
  return {
    lead_id: leadId,
    widget_id: widgetId,
    phone: submission.phone,
    version,
    ...scenarioColumns(transition.next, at),
    begun_at: transition.next.status === 'finished' ? null : at,
    sender: readSenderKeys(ip)?.address ?? null,
  };
}

/** The columns that queries and claims need of a state. */
export function scenarioColumns(state: ScenarioState, at: Date): Record<string, unknown> {
  const status = statusOf(state);
  const finished = state.status === 'finished';
  return {
    state: leadStateOf(state),
    document: state,
    status_manager: status.manager,
    status_visitor: status.visitor,
    talk_seconds: finished ? state.talkSeconds : null,
    due_at: 'timerAt' in state ? state.timerAt : null,
    finished_at: finished ? at : null,
  };
}
