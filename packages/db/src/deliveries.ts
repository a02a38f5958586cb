import type { PrismaClient } from './generated/client.ts';
import { json, type NewDelivery } from './scenario-rows.ts';

export interface ClaimedDelivery extends NewDelivery {
  leadId: string;
  /** This try, counted from 1. */
  attemptNumber: number;
}

export interface DeliveryTry {
  at: Date;
  responseStatus: number | null;
  /** In plain words; of a try that succeeded, what was left out, else null. */
  error: string | null;
  durationMs: number;
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
 * Takes a delivery in hand for one try, null when it is not due, or another worker whose lease still runs has it.
 * `instanceId` must have a lease (`renewLease`); what it has in hand at this moment is its own business.
 */
export async function claimDelivery(
  prisma: PrismaClient,
  deliveryId: string,
  instanceId: string,
  now: Date,
): Promise<ClaimedDelivery | null> {
  const rows = await prisma.$queryRaw<ClaimedDelivery[]>`
    UPDATE deliveries d SET claimed_by = ${instanceId}, attempt_count = attempt_count + 1
    WHERE id = ${deliveryId}::uuid AND state = 'pending' AND next_attempt_at <= ${now} AND
      NOT EXISTS (SELECT FROM worker_instances w
        WHERE w.id = d.claimed_by AND w.id <> ${instanceId} AND w.lease_until > ${now})
    RETURNING id, kind, event, target, lead_id AS "leadId", attempt_count AS "attemptNumber"`;
  return rows[0] ?? null;
}

/**
 * Stores a try and what follows of it. `nextAttemptAt` is set exactly when the state stays `pending`. A try that another
 * worker has overtaken, because this one was taken for dead, is stored and changes nothing.
 */
export async function recordDeliveryTry(
  prisma: PrismaClient,
  delivery: ClaimedDelivery,
  tried: DeliveryTry,
  after: { state: DeliveryState; nextAttemptAt: Date | null },
): Promise<void> {
  await prisma.$executeRaw`
    WITH tried AS (
      INSERT INTO delivery_attempts (delivery_id, number, at, response_status, error, duration_ms)
      SELECT ${delivery.id}::uuid, ${delivery.attemptNumber}, r.* FROM jsonb_to_record(${json({
        at: tried.at,
        response_status: tried.responseStatus,
        error: tried.error,
        duration_ms: Math.round(tried.durationMs),
      })}::jsonb) AS r(at timestamptz, response_status int, error text, duration_ms int) ON CONFLICT DO NOTHING),
    gate AS (
      UPDATE deliveries SET state = ${after.state}, next_attempt_at = ${after.nextAttemptAt}::timestamptz, claimed_by = NULL
      WHERE id = ${delivery.id}::uuid AND state = 'pending' AND attempt_count = ${delivery.attemptNumber}
      RETURNING lead_id)
    SELECT pg_notify('lead_changed', l.account_id || ' ' || l.id) FROM gate JOIN leads l ON l.id = gate.lead_id`;
}

/** Deliveries that have been due since `before` and that no other living worker has, nor this one `inHand`. */
export async function findOverdueDeliveries(
  prisma: PrismaClient,
  { instanceId, inHand, before, now, limit }: OverdueQuery,
): Promise<{ id: string; kind: NewDelivery['kind'] }[]> {
  return prisma.$queryRaw`
    SELECT d.id, d.kind FROM deliveries d
    WHERE d.state = 'pending' AND d.next_attempt_at < ${before} AND d.id <> ALL(${inHand}::uuid[]) AND
      NOT EXISTS (SELECT FROM worker_instances w
        WHERE w.id = d.claimed_by AND w.id <> ${instanceId} AND w.lease_until > ${now})
    ORDER BY d.next_attempt_at LIMIT ${limit}`;
}

/** Says that this worker lives for another `seconds`; leases that ran out long ago are removed on the way. */
export async function renewLease(prisma: PrismaClient, instanceId: string, now: Date, seconds: number): Promise<void> {
  const until = new Date(now.getTime() + seconds * 1000);
  const longAgo = new Date(now.getTime() - 3_600_000);
  await prisma.$executeRaw`
    WITH gone AS (DELETE FROM worker_instances WHERE lease_until < ${longAgo})
    INSERT INTO worker_instances (id, lease_until) VALUES (${instanceId}, ${until})
    ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until`;
}

/** The worker stops: what it still holds is free for others at once. */
export async function endLease(prisma: PrismaClient, instanceId: string): Promise<void> {
  await prisma.workerInstance.deleteMany({ where: { id: instanceId } });
}
