import type { TimelineEntry } from '@ringback/scenario';

import { Prisma, type PrismaClient } from './generated/client.ts';
import type { AttemptView, LeadView, LegView, RecordingView } from './lead-view.ts';
import { queryRows } from './statements.ts';

/** A lead with all that hangs on it, before it is put into words. Times inside the lists are texts of Postgres. */
export interface LeadRow extends Omit<
  LeadView,
  'receivedAt' | 'status' | 'attempts' | 'recordings' | 'timeline' | 'consent' | 'ids'
> {
  receivedAt: Date;
  statusManager: number;
  statusVisitor: number;
  attempts: AttemptRow[];
  legs: LegRow[];
  recordings: Omit<RecordingView, 'url'>[];
  timeline: { at: string; entry: TimelineEntry }[];
}

export interface AttemptRow extends Pick<AttemptView, 'number' | 'startedAt' | 'endedAt'> {
  statusManager: number | null;
  statusVisitor: number | null;
}

export interface LegRow extends LegView {
  attempt: number;
}

// A leg that was called off before its dial went out is none of the reader's business: no phone rang.
const LISTS = Prisma.sql`
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'field', f.field, 'name', f.name, 'contentType', f.content_type,
      'bytes', f.bytes, 'kept', f.key IS NOT NULL, 'reason', f.refusal) ORDER BY f.place), '[]')
    FROM lead_files f WHERE f.lead_id = l.id) AS files,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('number', a.number, 'startedAt', a.started_at, 'endedAt', a.ended_at,
      'statusManager', a.status_manager, 'statusVisitor', a.status_visitor) ORDER BY a.number), '[]')
    FROM attempts a WHERE a.lead_id = l.id) AS attempts,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('attempt', g.attempt, 'role', g.role, 'number', g.number,
      'disposition', g.disposition, 'code', g.code, 'dialedAt', g.claimed_at, 'answeredAt', g.answered_at,
      'endedAt', g.ended_at) ORDER BY g.planned_at, g.call_id), '[]')
    FROM legs g WHERE g.lead_id = l.id AND (g.claimed_at IS NOT NULL OR g.ended_at IS NULL)) AS legs,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('attempt', r.attempt, 'startedAt', r.started_at, 'bytes', r.bytes,
      'state', CASE WHEN r.key IS NOT NULL THEN 'kept' WHEN r.fetch_at IS NULL THEN 'lost' ELSE 'recorded' END)
      ORDER BY r.attempt), '[]')
    FROM recordings r WHERE r.lead_id = l.id) AS recordings,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('at', t.at, 'entry', t.data || jsonb_build_object('type', t.type))
      ORDER BY t.seq, t.place), '[]')
    FROM timeline_events t WHERE t.lead_id = l.id) AS timeline`;

const DELIVERIES = Prisma.sql`
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'target', d.target, 'state', d.state,
      'attempts', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', y.at, 'responseStatus', y.response_status,
          'error', y.error, 'durationMs', y.duration_ms) ORDER BY y.number), '[]')
        FROM delivery_attempts y WHERE y.delivery_id = d.id)) ORDER BY d.created_at, d.kind, d.id), '[]')
    FROM deliveries d WHERE d.lead_id = l.id)`;

/**
 * The leads that meet the conditions, newest first, each with its lists: one statement, so one moment. Without
 * `withDeliveries` their list is empty.
 */
export function findLeadRows(
  prisma: PrismaClient,
  conditions: Prisma.Sql,
  limit: number,
  withDeliveries = true,
): Promise<LeadRow[]> {
  const deliveries = withDeliveries ? DELIVERIES : Prisma.sql`'[]'::jsonb`;
  return queryRows<LeadRow>(prisma)`
    SELECT l.id, l.received_at AS "receivedAt", w.hash AS "widgetHash", w.name AS "widgetName", l.phone,
      l.phone_raw AS "phoneRaw", l.visitor_name AS "visitorName", l.email, l.comment, l.form_name AS "formName", l.fields,
      l.recognised, l.utm, l.visit, l.page, l.referrer, l.ip, l.user_agent AS "userAgent", l.is_send AS "isSend",
      l.back_url AS "backUrl", l.response_method AS "responseMethod", l.is_redirect AS "isRedirect", s.state,
      s.status_manager AS "statusManager", s.status_visitor AS "statusVisitor", s.talk_seconds AS "talkSeconds", ${LISTS},
      ${deliveries} AS deliveries
    FROM leads l
    JOIN (
      SELECT l.id FROM leads l JOIN scenarios s ON s.lead_id = l.id JOIN widgets w ON w.id = l.widget_id
      WHERE ${conditions} ORDER BY l.received_at DESC, l.id DESC LIMIT ${limit}
    ) page ON page.id = l.id
    JOIN scenarios s ON s.lead_id = l.id
    JOIN widgets w ON w.id = l.widget_id
    ORDER BY l.received_at DESC, l.id DESC`;
}
