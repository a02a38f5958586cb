import { createHash } from 'node:crypto';

import { parseWidgetSettings, type WebhookSettings } from '@ringback/scenario';

import type { SwitchOffReason } from './failing-webhooks.ts';
import type { PrismaClient } from './generated/client.ts';

/** A webhook of a widget as its owner sees it: of headers their names, of secrets their last characters. */
export interface WebhookView extends Pick<WebhookSettings, 'url' | 'events' | 'method' | 'shape' | 'scheduleSeconds'> {
  /** Follows from its address. */
  id: string;
  widgetHash: string;
  widgetName: string;
  headers: string[];
  /** Newest first; each of them signs. */
  secrets: string[];
  /** The schedule of the widget, where the webhook has none of its own. */
  widgetScheduleSeconds: number[];
  /** Null when the last notification was taken. */
  failingSince: string | null;
  switchedOffAt: string | null;
  reason: SwitchOffReason | null;
}

/** The webhooks of an account, by widget. */
export async function findWebhooks(prisma: PrismaClient, accountId: string): Promise<WebhookView[]> {
  const widgets = await prisma.$queryRaw<{ hash: string; name: string; document: unknown; failing: Failing[] }[]>`
    SELECT w.hash, w.name, s.document, (SELECT coalesce(jsonb_agg(jsonb_build_object('url', f.url,
        'failingSince', f.failing_since, 'switchedOffAt', f.switched_off_at, 'reason', f.reason)), '[]')
      FROM failing_webhooks f WHERE f.widget_id = w.id) AS failing
    FROM widgets w JOIN widget_settings s ON s.widget_id = w.id AND s.version = w.settings_version
    WHERE w.account_id = ${accountId}::uuid ORDER BY w.name, w.hash`;
  return widgets.flatMap(({ hash, name, document, failing }) => {
    const { webhooks, notificationScheduleSeconds } = parseWidgetSettings(document);
    return webhooks.map(({ url, events, method, shape, headers, secrets, scheduleSeconds }) => {
      const trouble = failing.find((one) => one.url === url);
      return {
        id: webhookIdOf(url),
        widgetHash: hash,
        widgetName: name,
        url,
        events,
        method,
        shape,
        headers: Object.keys(headers),
        secrets: secrets.map((secret) => `…${secret.slice(-5)}`),
        scheduleSeconds,
        widgetScheduleSeconds: notificationScheduleSeconds,
        failingSince: utc(trouble?.failingSince),
        switchedOffAt: utc(trouble?.switchedOffAt),
        reason: trouble?.reason ?? null,
      };
    });
  });
}

/** Its address may be long and have a token in it, so it is not part of other addresses. */
export function webhookIdOf(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 16);
}

interface Failing {
  url: string;
  failingSince: string;
  switchedOffAt: string | null;
  reason: SwitchOffReason | null;
}

function utc(at: string | null | undefined): string | null {
  return at ? new Date(at).toISOString() : null;
}

/** Switches a webhook of a widget off until its owner switches it on. */
export async function switchWebhookOff(prisma: PrismaClient, widgetId: string, url: string, now: Date): Promise<void> {
  const off = { switchedOffAt: now, reason: 'owner' };
  await prisma.failingWebhook.upsert({
    where: { widgetId_url: { widgetId, url } },
    create: { widgetId, url, failingSince: now, ...off },
    update: off,
  });
}

/** Switches a webhook of an account on again. False when it was neither off nor failing. */
export async function switchWebhookOn(
  prisma: PrismaClient,
  accountId: string,
  { widgetHash, url }: { widgetHash: string; url: string },
): Promise<boolean> {
  const { count } = await prisma.failingWebhook.deleteMany({ where: { url, widget: { hash: widgetHash, accountId } } });
  return count > 0;
}
