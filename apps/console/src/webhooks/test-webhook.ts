import { randomUUID } from 'node:crypto';

import type { DeliveryClient } from '@ringback/delivery';
import { buildNotificationRequest, buildSampleView } from '@ringback/notifications';
import type { WebhookSettings, WidgetSettings } from '@ringback/scenario';

/** What came of a test notification. */
export interface WebhookTest {
  /** `taken`: any 2xx. `refused`: our own guard did not let it out. `unanswered`: no complete answer came. */
  outcome: 'taken' | 'answered' | 'refused' | 'unanswered';
  responseStatus: number | null;
  durationMs: number;
  /** The address that was connected to. */
  address: string | null;
  /** Why no answer came; in English. */
  error: string | null;
  /** The start of the answer. */
  answer: string | null;
}

export interface WebhookTestDeps {
  client: DeliveryClient;
  consoleUrl: string;
  now: () => Date;
}

/** Sends the end of a call that nobody has made, signed as a real one, and keeps no trace of it. */
export async function testWebhook(
  widget: { hash: string; name: string },
  webhook: WebhookSettings,
  settings: WidgetSettings,
  { client, consoleUrl, now }: WebhookTestDeps,
): Promise<WebhookTest> {
  const at = now();
  const view = buildSampleView(widget, settings.language, at);
  const lead = { view, settings, consoleUrl, countPrompts: () => Promise.resolve(1) };
  const what = { id: `test_${randomUUID()}`, event: 'call.finished', happenedAt: at, now: at } as const;
  const outcome = await client.send(await buildNotificationRequest(what, lead, webhook));
  const { durationMs, address } = outcome;
  if (outcome.kind === 'answered') {
    const { status: responseStatus, bodyStart } = outcome;
    const isTaken = responseStatus >= 200 && responseStatus < 300;
    const answer = hide(bodyStart, [...webhook.secrets, ...Object.values(webhook.headers)]);
    return { outcome: isTaken ? 'taken' : 'answered', responseStatus, durationMs, address, error: null, answer };
  }
  const isRefused = outcome.kind === 'refused';
  return {
    outcome: isRefused ? 'refused' : 'unanswered',
    responseStatus: null,
    durationMs,
    address,
    error: isRefused ? outcome.reason : outcome.error,
    answer: null,
  };
}

/** Receivers like to repeat what they got. */
function hide(text: string, hidden: readonly string[]): string {
  return hidden.filter((value) => value.length >= 4).reduce((shown, value) => shown.replaceAll(value, '•••'), text);
}
