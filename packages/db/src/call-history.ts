import { Prisma, type PrismaClient } from './generated/client.ts';
import { blockPatternsOf } from './block-patterns.ts';
import { json } from './scenario-rows.ts';
import { queryRows } from './statements.ts';

/** A submission that may become a call. */
export interface CallRequest {
  leadId: string;
  widgetId: string;
  /** E.164; null when it is not called anyway. */
  phone: string | null;
  /** An IP address, null when it is not known. */
  ip: string | null;
  /** What the calls of one visitor are counted by. */
  sender: string | null;
}

export type BlockListOwner = 'widget' | 'installation';

/** What the database knows that may stand in the way of a call. */
export interface CallHistory {
  leadId: string;
  widgetOff: boolean;
  phoneBlockedBy: BlockListOwner | null;
  addressBlockedBy: BlockListOwner | null;
  /** Of this phone in this widget. */
  chainUnfinished: boolean;
  lastReachedAt: Date | null;
  /** Chains of calls to this phone over all widgets since `callsSince`. */
  phoneCalls: number;
  /** Phones that this sender has ordered calls to since `phonesSince`. */
  senderPhones: string[];
}

/** Since when calls count; null: they do not. */
export interface CallsCounted {
  callsSince: Date | null;
  phonesSince: Date | null;
}

/** One entry for each request whose widget is there. */
export async function findCallHistory(
  prisma: PrismaClient,
  requests: CallRequest[],
  { callsSince, phonesSince }: CallsCounted,
): Promise<CallHistory[]> {
  if (requests.length === 0) return [];
  const rows = requests.map(({ leadId, widgetId, phone, ip, sender }) => ({
    id: leadId,
    widget_id: widgetId,
    phone,
    ip,
    sender,
    patterns: phone === null ? [] : blockPatternsOf(phone),
  }));
  return queryRows<CallHistory>(prisma)`
    SELECT r.id AS "leadId", NOT w.enabled AS "widgetOff",
      ${findBlock(Prisma.sql`b.phone = ANY(r.patterns)`)} AS "phoneBlockedBy",
      ${findBlock(Prisma.sql`b.network >>= r.ip`)} AS "addressBlockedBy",
      EXISTS (SELECT FROM scenarios s WHERE s.widget_id = r.widget_id AND s.phone = r.phone AND s.finished_at IS NULL)
        AS "chainUnfinished",
      (SELECT max(s.finished_at) FROM scenarios s WHERE s.phone = r.phone AND s.begun_at IS NOT NULL
        AND s.widget_id = r.widget_id AND s.status_manager = 200 AND s.status_visitor = 200) AS "lastReachedAt",
      (SELECT count(*)::int FROM scenarios s WHERE s.phone = r.phone AND s.begun_at > ${callsSince}::timestamptz)
        AS "phoneCalls",
      ARRAY(SELECT DISTINCT s.phone FROM scenarios s WHERE s.sender = r.sender
        AND s.begun_at > ${phonesSince}::timestamptz) AS "senderPhones"
    FROM jsonb_to_recordset(${json(rows)}::jsonb)
      AS r(id uuid, widget_id uuid, phone text, ip inet, sender text, patterns text[])
    JOIN widgets w ON w.id = r.widget_id`;
}

/** The widget's own list is named before that of the installation. */
function findBlock(matches: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT CASE WHEN b.widget_id IS NULL THEN 'installation' ELSE 'widget' END FROM blocks b
    WHERE ${matches} AND (b.widget_id IS NULL OR b.widget_id = r.widget_id) ORDER BY b.widget_id NULLS LAST LIMIT 1)`;
}
