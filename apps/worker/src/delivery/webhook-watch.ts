import {
  findFailingWebhooks,
  forgetWebhookFailure,
  recordWebhookFailure,
  type ClaimedDelivery,
  type FailingWebhook,
  type PrismaClient,
} from '@ringback/db';

import type { TryOutcome } from './plan-next-try.ts';

export interface WebhookWatch {
  /** Reads what all workers know. */
  refresh: () => Promise<void>;
  /** Why nothing is sent to this webhook any more, null when it is on. */
  whyOff: (delivery: Pick<ClaimedDelivery, 'widgetId' | 'target'>) => string | null;
  onTried: (delivery: ClaimedDelivery, outcome: TryOutcome) => Promise<void>;
}

const GONE = 410;

const WORDS = {
  gone: 'the webhook is switched off: it has answered 410, gone for good',
  failing: 'the webhook is switched off: it has failed for days',
  owner: 'the webhook is switched off in the cabinet',
} as const;

/** Switches webhooks off that are gone or have failed for days. */
export function createWebhookWatch(prisma: PrismaClient, now: () => Date): WebhookWatch {
  let failing = new Map<string, FailingWebhook>();
  return {
    refresh: async () => {
      const known = await findFailingWebhooks(prisma);
      failing = new Map(known.map((webhook) => [keyOf(webhook.widgetId, webhook.url), webhook]));
    },
    whyOff: ({ widgetId, target }) => {
      const reason = failing.get(keyOf(widgetId, target))?.reason;
      return reason ? WORDS[reason] : null;
    },
    onTried: async (delivery, outcome) => {
      const { widgetId, target } = delivery;
      const key = keyOf(widgetId, target);
      if (outcome.kind === 'delivered') {
        if (failing.delete(key)) await forgetWebhookFailure(prisma, widgetId, target);
        return;
      }
      if (outcome.kind === 'refused') return;
      const known = await recordWebhookFailure(prisma, delivery, outcome.responseStatus === GONE, now());
      if (known) failing.set(key, known);
    },
  };
}

function keyOf(widgetId: string, url: string): string {
  return `${widgetId} ${url}`;
}
