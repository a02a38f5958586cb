import type { ClaimedDelivery } from './deliveries.ts';
import type { PrismaClient } from './generated/client.ts';
import { queryRows } from './statements.ts';

/** Why a webhook was switched off: it said that it is gone (410), it failed for days, or its owner wanted it. */
export type SwitchOffReason = 'gone' | 'failing' | 'owner';

export interface FailingWebhook {
  widgetId: string;
  url: string;
  failingSince: Date;
  switchedOffAt: Date | null;
  reason: SwitchOffReason | null;
}

interface SwitchedOff {
  widgetName: string;
  url: string;
  failingSince: Date;
  reason: Exclude<SwitchOffReason, 'owner'>;
}

/** As long as the largest services wait. */
const SWITCHED_OFF_AFTER_MS = 5 * 24 * 3_600_000;

export function findFailingWebhooks(prisma: PrismaClient): Promise<FailingWebhook[]> {
  return queryRows<FailingWebhook>(prisma)`
    SELECT widget_id AS "widgetId", url, failing_since AS "failingSince", switched_off_at AS "switchedOffAt", reason
    FROM failing_webhooks`;
}

/**
 * Remembers that a webhook fails, and switches it off when it is gone or has failed for too long; those of the account
 * are told by a letter, which hangs on the lead whose notification it was. Answers what is known of the webhook now.
 */
export async function recordWebhookFailure(
  prisma: PrismaClient,
  { widgetId, target, leadId, accountId }: Pick<ClaimedDelivery, 'widgetId' | 'target' | 'leadId' | 'accountId'>,
  isGone: boolean,
  now: Date,
): Promise<FailingWebhook | null> {
  const longAgo = new Date(now.getTime() - SWITCHED_OFF_AFTER_MS);
  const [row] = await queryRows<FailingWebhook>(prisma)`
    WITH told AS (
      INSERT INTO failing_webhooks AS f (widget_id, url, failing_since, switched_off_at, reason)
      VALUES (${widgetId}::uuid, ${target}, ${now}, CASE WHEN ${isGone}::boolean THEN ${now}::timestamptz END,
        CASE WHEN ${isGone}::boolean THEN 'gone' END)
      ON CONFLICT (widget_id, url) DO UPDATE SET
        switched_off_at = CASE WHEN ${isGone}::boolean OR f.failing_since <= ${longAgo} THEN ${now}::timestamptz END,
        reason = CASE WHEN ${isGone}::boolean THEN 'gone' WHEN f.failing_since <= ${longAgo} THEN 'failing' END
      WHERE f.switched_off_at IS NULL
      RETURNING widget_id, url, failing_since, switched_off_at, reason),
    letters AS (
      INSERT INTO deliveries (id, lead_id, kind, event, target, state, created_at, next_attempt_at)
      SELECT gen_random_uuid(), ${leadId}::uuid, 'email', 'webhook.off', u.email, 'pending', ${now}, ${now}
      FROM told, users u WHERE told.switched_off_at IS NOT NULL AND u.account_id = ${accountId}::uuid)
    SELECT widget_id AS "widgetId", url, failing_since AS "failingSince", switched_off_at AS "switchedOffAt", reason
    FROM told`;
  return row ?? null;
}

/** The webhook of a widget that was switched off by us at this moment; null when it is on again. */
export async function findSwitchedOffWebhook(
  prisma: PrismaClient,
  widgetId: string,
  at: Date,
): Promise<SwitchedOff | null> {
  const [row] = await queryRows<SwitchedOff>(prisma)`
    SELECT w.name AS "widgetName", f.url, f.failing_since AS "failingSince", f.reason
    FROM failing_webhooks f JOIN widgets w ON w.id = f.widget_id
    WHERE f.widget_id = ${widgetId}::uuid AND f.switched_off_at = ${at} AND f.reason <> 'owner'`;
  return row ?? null;
}

/** The webhook works again. Answers whether it was failing; what its owner has switched off stays off. */
export async function forgetWebhookFailure(prisma: PrismaClient, widgetId: string, url: string): Promise<boolean> {
  const { count } = await prisma.failingWebhook.deleteMany({
    where: { widgetId, url, OR: [{ reason: null }, { reason: { not: 'owner' } }] },
  });
  return count > 0;
}
