import { Prisma, type PrismaClient } from './generated/client.ts';
import { isLeadId } from './lead-filter.ts';
import type { NewDelivery } from './scenario-rows.ts';
import type { DeliveryState } from './deliveries.ts';

/** Which deliveries of one account. What is undefined asks for nothing. */
export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  kind?: NewDelivery['kind'] | undefined;
  event?: NewDelivery['event'] | undefined;
  widgetHash?: string | undefined;
  leadId?: string | undefined;
  /** A part of the address that it goes to. */
  target?: string | undefined;
  /** Planned at this moment or later, or earlier; both ends belong to it. */
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface DeliveryEntry {
  id: string;
  leadId: string;
  widgetHash: string;
  widgetName: string;
  kind: NewDelivery['kind'];
  event: NewDelivery['event'];
  target: string;
  state: DeliveryState;
  createdAt: Date;
  /** Null when no try is to come. */
  nextAttemptAt: Date | null;
  tries: DeliveryTryView[];
}

/** One try. What was not there is null: a letter has no method, a refused connection no address. */
export interface DeliveryTryView {
  at: string;
  method: string | null;
  /** The address that was connected to. */
  address: string | null;
  responseStatus: number | null;
  firstByteMs: number | null;
  durationMs: number;
  error: string | null;
  /** The start of the answer. */
  answer: string | null;
}

export interface DeliveryCursor {
  createdAt: Date;
  id: string;
}

export interface DeliveryPage {
  items: DeliveryEntry[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** One page of an account's deliveries, newest first, each with all its tries. */
export async function findDeliveries(
  prisma: PrismaClient,
  accountId: string,
  filter: DeliveryFilter,
  page: { limit: number; after?: DeliveryCursor | undefined },
): Promise<DeliveryPage> {
  const { limit, after } = page;
  const behind = after ? Prisma.sql`(d.created_at, d.id) < (${after.createdAt}, ${after.id}::uuid)` : Prisma.sql`true`;
  const conditions = Prisma.sql`${deliveryConditions(accountId, filter)} AND ${behind}`;
  // One more than asked tells whether there is a next page.
  const rows = await findEntries(prisma, conditions, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? writeDeliveryCursor(last) : null };
}

/** One delivery, null when there is none of this id in this account. */
export async function findDelivery(prisma: PrismaClient, accountId: string, id: string): Promise<DeliveryEntry | null> {
  if (!isLeadId(id)) return null;
  const [entry] = await findEntries(prisma, Prisma.sql`l.account_id = ${accountId}::uuid AND d.id = ${id}::uuid`, 1);
  return entry ?? null;
}

async function findEntries(prisma: PrismaClient, conditions: Prisma.Sql, limit: number): Promise<DeliveryEntry[]> {
  const rows = await prisma.$queryRaw<DeliveryEntry[]>`
    SELECT d.id, d.lead_id AS "leadId", w.hash AS "widgetHash", w.name AS "widgetName", d.kind, d.event, d.target,
      d.state, d.created_at AS "createdAt", d.next_attempt_at AS "nextAttemptAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('at', y.at, 'method', y.method, 'address', y.address,
          'responseStatus', y.response_status, 'firstByteMs', y.first_byte_ms, 'durationMs', y.duration_ms,
          'error', y.error, 'answer', y.answer) ORDER BY y.number), '[]')
        FROM delivery_attempts y WHERE y.delivery_id = d.id) AS tries
    FROM deliveries d JOIN leads l ON l.id = d.lead_id JOIN widgets w ON w.id = l.widget_id
    WHERE ${conditions} ORDER BY d.created_at DESC, d.id DESC LIMIT ${limit}`;
  // Postgres writes a time inside JSON with the offset of its own zone.
  const utc = (at: string): string => new Date(at).toISOString();
  return rows.map((row) => ({ ...row, tries: row.tries.map((one) => ({ ...one, at: utc(one.at) })) }));
}

/** The conditions on `deliveries d`, `leads l` and `widgets w`. */
export function deliveryConditions(accountId: string, filter: DeliveryFilter): Prisma.Sql {
  const { state, kind, event, widgetHash, leadId, target, from, to } = filter;
  const conditions = [
    Prisma.sql`l.account_id = ${accountId}::uuid`,
    state && Prisma.sql`d.state = ${state}`,
    kind && Prisma.sql`d.kind = ${kind}`,
    event && Prisma.sql`d.event = ${event}`,
    widgetHash && Prisma.sql`w.hash = ${widgetHash}`,
    leadId && Prisma.sql`d.lead_id = ${leadId}::uuid`,
    target && Prisma.sql`strpos(lower(d.target), lower(${target})) > 0`,
    from && Prisma.sql`d.created_at >= ${from}`,
    to && Prisma.sql`d.created_at <= ${to}`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition instanceof Prisma.Sql),
    ' AND ',
  );
}

function writeDeliveryCursor({ createdAt, id }: DeliveryCursor): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');
}

/** Null when the text is no cursor of an earlier page. */
export function readDeliveryCursor(text: string): DeliveryCursor | null {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  const createdAt = new Date(at);
  return isLeadId(id) && !Number.isNaN(createdAt.getTime()) ? { createdAt, id } : null;
}
