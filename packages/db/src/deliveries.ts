import { Prisma, type PrismaClient } from './generated/client.ts';
import { json, type NewDelivery } from './scenario-rows.ts';
import { queryRows, runStatement } from './statements.ts';

export interface ClaimedDelivery extends NewDelivery {
  leadId: string;
  widgetId: string;
  widgetHash: string;
  accountId: string;
  /** The settings of the widget as the lead was accepted under, and as they are. */
  settingsVersion: number;
  currentVersion: number;
  createdAt: Date;
  /** Of this claim: who claims later overrules what is said under it. */
  attemptNumber: number;
  /** Tries that have ended since the delivery was planned or last replayed. */
  tries: number;
}

export interface DeliveryTry {
  at: Date;
  responseStatus: number | null;
  /** In plain words; of a try that succeeded, what was left out, else null. */
  error: string | null;
  durationMs: number;
  /** What is known of the HTTP request, if there was one. */
  exchange?: HttpExchange | undefined;
}

export interface HttpExchange {
  method: string;
  /** The address that was connected to, null when there was no connection. */
  address: string | null;
  firstByteMs: number | null;
  /** The start of the answer. */
  answer: string | null;
}

/** A try that has ended and what follows of it. */
export interface EndedTry {
  delivery: Pick<ClaimedDelivery, 'id' | 'attemptNumber'>;
  tried: DeliveryTry;
  /** `nextAttemptAt` is set exactly when the state stays `pending`. */
  after: { state: DeliveryState; nextAttemptAt: Date | null };
}

export interface OverdueQuery {
  instanceId: string;
  /** Deliveries that this worker is busy with. */
  inHand: string[];
  before: Date;
  now: Date;
  limit: number;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'refused';

/**
 * Takes the deliveries in hand for one try that are due and that no other worker with a lease has. `instanceId` must
 * have a lease (`renewLease`); what it has in hand at this moment is its own business.
 */
export function claimDeliveries(
  prisma: PrismaClient,
  ids: string[],
  instanceId: string,
  now: Date,
): Promise<ClaimedDelivery[]> {
  const due = Prisma.sql`d.id = ANY(${ids}::uuid[]) AND d.next_attempt_at <= ${now}`;
  return claim(prisma, due, ids.length, instanceId, now);
}

/** Takes deliveries in hand that have been due since `before` and that nobody has, nor this worker `inHand`. */
export function claimOverdueDeliveries(
  prisma: PrismaClient,
  { instanceId, inHand, before, now, limit }: OverdueQuery,
): Promise<ClaimedDelivery[]> {
  const due = Prisma.sql`d.next_attempt_at < ${before} AND d.id <> ALL(${inHand}::uuid[])`;
  return claim(prisma, due, limit, instanceId, now);
}

/**
 * The end of a call is told to a webhook only when each of its starts has been tried there. Counted, as Postgres would
 * answer NOT EXISTS by reading the whole table for each claim.
 */
const IN_ORDER = Prisma.sql`(d.event <> 'call.finished' OR d.kind <> 'notification' OR 0 = (
  SELECT count(*) FROM deliveries p WHERE p.lead_id = d.lead_id AND p.kind = d.kind AND p.event = 'call.started' AND
    p.target = d.target AND p.state = 'pending' AND p.tried_at IS NULL))`;

async function claim(
  prisma: PrismaClient,
  due: Prisma.Sql,
  limit: number,
  instanceId: string,
  now: Date,
): Promise<ClaimedDelivery[]> {
  // As an array the ids are looked up one by one; a join with them reads the whole table. What is taken in hand for the first
  // time has no tries to be counted.
  return queryRows<ClaimedDelivery>(prisma)`
    WITH ripe AS (
      SELECT d.id FROM deliveries d
      WHERE ${due} AND d.state = 'pending' AND ${IN_ORDER} AND
        NOT EXISTS (SELECT FROM worker_instances w
          WHERE w.id = d.claimed_by AND w.id <> ${instanceId} AND w.lease_until > ${now})
      ORDER BY d.next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE deliveries d SET claimed_by = ${instanceId}, attempt_count = d.attempt_count + 1
    FROM leads l, widgets w
    WHERE d.id = ANY(ARRAY(SELECT id FROM ripe)) AND l.id = d.lead_id AND w.id = l.widget_id
    RETURNING d.id, d.kind, d.event, d.target, d.lead_id AS "leadId", w.id AS "widgetId",
      w.hash AS "widgetHash", l.account_id AS "accountId", l.settings_version AS "settingsVersion",
      w.settings_version AS "currentVersion", d.created_at AS "createdAt", d.attempt_count AS "attemptNumber",
      CASE WHEN d.attempt_count = 1 THEN 0
        ELSE (SELECT count(*)::int FROM delivery_attempts y WHERE y.delivery_id = d.id) - d.tries_before END AS tries`;
}

/**
 * Stores tries and what follows of them. A try that another worker has overtaken, because this one was taken for dead,
 * is stored and changes nothing.
 */
export async function recordDeliveryTries(prisma: PrismaClient, ended: EndedTry[]): Promise<void> {
  const rows = ended.map(({ delivery, tried, after }) => ({
    id: delivery.id,
    number: delivery.attemptNumber,
    at: tried.at,
    response_status: tried.responseStatus,
    error: tried.error,
    duration_ms: Math.round(tried.durationMs),
    method: tried.exchange?.method,
    address: tried.exchange?.address,
    first_byte_ms: tried.exchange?.firstByteMs,
    answer: tried.exchange?.answer,
    state: after.state,
    next_attempt_at: after.nextAttemptAt,
  }));
  await runStatement(prisma)`
    WITH r AS (
      SELECT * FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r(id uuid, number int, at timestamptz,
        response_status int, error text, duration_ms int, method text, address text, first_byte_ms int, answer text,
        state text, next_attempt_at timestamptz)),
    tried AS (
      INSERT INTO delivery_attempts (delivery_id, number, at, response_status, error, duration_ms, method, address,
        first_byte_ms, answer)
      SELECT r.id, r.number, r.at, r.response_status, r.error, r.duration_ms, r.method, r.address, r.first_byte_ms,
        r.answer FROM r JOIN deliveries d ON d.id = r.id ON CONFLICT DO NOTHING),
    gate AS (
      UPDATE deliveries d SET state = r.state, next_attempt_at = r.next_attempt_at, claimed_by = NULL, tried_at = r.at
      FROM r WHERE d.id = r.id AND d.state = 'pending' AND d.attempt_count = r.number
      RETURNING d.lead_id)
    SELECT pg_notify('lead_changed', l.account_id || ' ' || l.id) FROM leads l
    WHERE l.id IN (SELECT lead_id FROM gate)`;
}

/** Gives deliveries back that were not tried, for a later time. */
export async function putBackDeliveries(
  prisma: PrismaClient,
  instanceId: string,
  deliveries: { id: string; attemptNumber: number; dueAt: Date }[],
): Promise<void> {
  await runStatement(prisma)`
    UPDATE deliveries d SET claimed_by = NULL, next_attempt_at = r."dueAt"
    FROM jsonb_to_recordset(${json(deliveries)}::jsonb) AS r(id uuid, "attemptNumber" int, "dueAt" timestamptz)
    WHERE d.id = r.id AND d.state = 'pending' AND d.claimed_by = ${instanceId} AND d.attempt_count = r."attemptNumber"`;
}

/** The notifications of these leads that waited for the start of a call to be told, and are due. */
export async function findFollowers(prisma: PrismaClient, leadIds: string[], now: Date): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(prisma)`
    SELECT d.id FROM deliveries d
    WHERE d.lead_id = ANY(${leadIds}::uuid[]) AND d.kind = 'notification' AND d.event = 'call.finished' AND
      d.state = 'pending' AND d.next_attempt_at <= ${now} AND d.claimed_by IS NULL`;
  return rows.map(({ id }) => id);
}

/**
 * Says that this worker lives for another `seconds`; leases that ran out long ago are removed on the way. Answers how
 * many workers live, this one included.
 */
export async function renewLease(
  prisma: PrismaClient,
  instanceId: string,
  now: Date,
  seconds: number,
): Promise<number> {
  const until = new Date(now.getTime() + seconds * 1000);
  const longAgo = new Date(now.getTime() - 3_600_000);
  const [row] = await queryRows<{ others: number }>(prisma)`
    WITH gone AS (DELETE FROM worker_instances WHERE lease_until < ${longAgo}),
    renewed AS (
      INSERT INTO worker_instances (id, lease_until) VALUES (${instanceId}, ${until})
      ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until)
    SELECT count(*)::int AS others FROM worker_instances WHERE lease_until > ${now} AND id <> ${instanceId}`;
  return 1 + (row?.others ?? 0);
}

/** The worker stops: what it still holds is free for others at once. */
export async function endLease(prisma: PrismaClient, instanceId: string): Promise<void> {
  await prisma.workerInstance.deleteMany({ where: { id: instanceId } });
}
