import { describeStatus, describeTimelineEntry, type Language, type Status } from '@ringback/scenario';
import type { Visit } from '@ringback/submission';

import { Prisma, type PrismaClient } from './generated/client.ts';
import { isLeadId, leadConditions, writeLeadCursor, type LeadFilter } from './lead-filter.ts';
import { findLeadRows, type AttemptRow, type LeadRow } from './lead-rows.ts';
import type { AttemptView, ConsentView, LeadView, StatusView, VisitIdsView } from './lead-view.ts';

export interface LeadPage {
  items: LeadView[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** One page of an account's leads, newest first, with its words in `language`. */
export async function findLeads(
  prisma: PrismaClient,
  filter: LeadFilter,
  limit: number,
  language: Language,
): Promise<LeadPage> {
  // One more than asked tells whether there is a next page.
  const rows = await findLeadRows(prisma, leadConditions(filter), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => viewLead(row, language)),
    nextCursor: last && rows.length > limit ? writeLeadCursor(last) : null,
  };
}

/** One lead, null when there is none of this id, or it is not of this account. `accountId` null looks in all accounts. */
export async function findLead(
  prisma: PrismaClient,
  scope: { accountId: string | null },
  leadId: string,
  language: Language,
): Promise<LeadView | null> {
  if (!isLeadId(leadId)) return null;
  const byId = Prisma.sql`l.id IN (
    SELECT ${leadId}::uuid UNION ALL SELECT a.lead_id FROM lead_aliases a WHERE a.alias = ${leadId}::uuid)`;
  const { accountId } = scope;
  const conditions = accountId === null ? byId : Prisma.sql`${byId} AND l.account_id = ${accountId}::uuid`;
  const [row] = await findLeadRows(prisma, conditions, 1);
  return row ? viewLead(row, language) : null;
}

/** The leads of these ids, of whatever account, without their deliveries; each still to be put into words. */
export async function findLeadsById(
  prisma: PrismaClient,
  ids: readonly string[],
): Promise<Map<string, (language: Language) => LeadView>> {
  const rows = await findLeadRows(prisma, Prisma.sql`l.id = ANY(${ids}::uuid[])`, ids.length, false);
  return new Map(rows.map((row) => [row.id, (language) => viewLead(row, language)]));
}

function viewLead(row: LeadRow, language: Language): LeadView {
  const { statusManager, statusVisitor, legs, attempts, recordings, timeline, deliveries } = row;
  // Field by field: a copy that leaves some out takes twenty times as long, and so does its JSON.
  return {
    id: row.id,
    receivedAt: row.receivedAt.toISOString(),
    widgetHash: row.widgetHash,
    widgetName: row.widgetName,
    phone: row.phone,
    phoneRaw: row.phoneRaw,
    visitorName: row.visitorName,
    email: row.email,
    comment: row.comment,
    formName: row.formName,
    fields: row.fields,
    files: row.files,
    recognised: row.recognised,
    utm: row.utm,
    visit: row.visit,
    page: row.page,
    referrer: row.referrer,
    ip: row.ip,
    userAgent: row.userAgent,
    isSend: row.isSend,
    backUrl: row.backUrl,
    responseMethod: row.responseMethod,
    isRedirect: row.isRedirect,
    state: row.state,
    talkSeconds: row.talkSeconds,
    consent: viewConsent(row),
    ids: viewVisitIds(row.visit),
    status: viewStatus({ manager: statusManager, visitor: statusVisitor }, language),
    attempts: attempts.map((attempt) => viewAttempt(attempt, legs, language)),
    recordings: recordings.map((recording) => ({
      ...recording,
      startedAt: utc(recording.startedAt),
      url: `/api/v1/leads/${row.id}/recordings/${recording.attempt}`,
    })),
    timeline: timeline.map(({ at, entry }) => ({
      at: utc(at),
      type: entry.type,
      text: describeTimelineEntry(entry, language),
    })),
    deliveries: deliveries.map((delivery) => ({
      ...delivery,
      attempts: delivery.attempts.map((attempt) => ({ ...attempt, at: utc(attempt.at) })),
    })),
  };
}

function viewConsent({ recognised, page, receivedAt }: LeadRow): ConsentView | null {
  if (!recognised.consent) return null;
  const { field, words = null } = recognised.consent;
  return { field, words, page, at: receivedAt.toISOString() };
}

function viewVisitIds({ ids = {} }: Visit): VisitIdsView {
  return {
    gclid: ids['gclid'] ?? null,
    yclid: ids['yclid'] ?? null,
    ymUid: ids['_ym_uid'] ?? null,
    gaClientId: ids['_ga']?.replace(/^GA\d\.\d\./, '') ?? null,
    roistatVisit: ids['roistat_visit'] ?? null,
  };
}

function viewAttempt(attempt: AttemptRow, legs: LeadRow['legs'], language: Language): AttemptView {
  const { number, startedAt, endedAt, statusManager: manager, statusVisitor: visitor } = attempt;
  return {
    number,
    startedAt: utc(startedAt),
    endedAt: utcOrNull(endedAt),
    status: manager === null || visitor === null ? null : viewStatus({ manager, visitor }, language),
    legs: legs
      .filter((leg) => leg.attempt === number)
      .map((leg) => ({
        role: leg.role,
        number: leg.number,
        disposition: leg.disposition,
        code: leg.code,
        dialedAt: utcOrNull(leg.dialedAt),
        answeredAt: utcOrNull(leg.answeredAt),
        endedAt: utcOrNull(leg.endedAt),
      })),
  };
}

function viewStatus(status: Status, language: Language): StatusView {
  return { ...status, text: describeStatus(status, language) };
}

/** Postgres writes a time inside JSON with the offset of its own zone. */
function utc(time: string): string {
  return new Date(time).toISOString();
}

function utcOrNull(time: string | null): string | null {
  return time === null ? null : utc(time);
}
