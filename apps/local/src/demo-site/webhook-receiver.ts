import { raw, Router } from 'express';
import { Webhook } from 'standardwebhooks';

import type { RecentRecords } from './recent-records.ts';

export interface ReceivedWebhook {
  at: string;
  verified: boolean;
  id: string | null;
  type: string | null;
  /** Parsed; the text itself when it is no JSON. */
  body: unknown;
}

/** Takes notifications at `POST /webhook` and checks their signature, https://www.standardwebhooks.com */
export function createWebhookReceiver(secret: string, webhooks: RecentRecords<ReceivedWebhook>): Router {
  const webhook = new Webhook(secret);
  const router = Router();
  router.post('/webhook', raw({ type: () => true, limit: '1mb' }), (req, res) => {
    const source = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const body = parseBody(source.toString());
    const received = {
      at: new Date().toISOString(),
      verified: isSigned(webhook, source, (name) => req.get(name)),
      id: req.get('webhook-id') ?? null,
      type: readType(body),
      body,
    };
    webhooks.add(received, source.length);
    res.status(received.verified ? 200 : 400).json({ verified: received.verified });
  });
  return router;
}

// The signature covers the bytes as they came; what JSON.parse makes of them would be too late.
function isSigned(webhook: Webhook, source: Buffer, header: (name: string) => string | undefined): boolean {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const headers = Object.fromEntries(names.map((name) => [name, header(name) ?? '']));
  try {
    webhook.verify(source, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readType(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string'
    ? body.type
    : null;
}
