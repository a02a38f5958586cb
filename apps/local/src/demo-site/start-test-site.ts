import { createLogger } from '@ringback/runtime';
import { Webhook } from 'standardwebhooks';

import { createDemoSite, type DemoSite } from './demo-site.ts';

/** A demo site on free ports, and what a test does to it. */
export interface TestSite extends DemoSite {
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** The page as a browser asks for it. */
  page: (path: string) => Promise<string>;
  /** The first of the records at `path`. */
  newest: (path: string) => Promise<unknown>;
  postForm: (body: string | Buffer | FormData, contentType?: string) => Promise<Response>;
  postWebhook: (id: string, body: string, secret?: string) => Promise<Response>;
}

const WEBHOOK_SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

export async function startTestSite(): Promise<TestSite> {
  const config = {
    host: '127.0.0.1',
    port: 0,
    ingestUrl: 'http://127.0.0.1:3100',
    consoleUrl: 'http://127.0.0.1:3200',
    widgetHash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
    webhookSecret: WEBHOOK_SECRET,
    smtpPort: 0,
  };
  const site = await createDemoSite(config, createLogger('demo-site', { level: 'silent' }));
  const get: TestSite['get'] = (path, headers = {}) => fetch(`${site.url}${path}`, { headers });
  return {
    ...site,
    get,
    page: async (path) => (await get(path, { accept: 'text/html' })).text(),
    newest: async (path) => {
      const records: unknown = await (await get(path)).json();
      return Array.isArray(records) ? (records as unknown[])[0] : undefined;
    },
    postForm: (body, contentType) => {
      const init = { method: 'POST', body: Buffer.isBuffer(body) ? new Uint8Array(body) : body };
      return fetch(`${site.url}/action`, contentType ? { ...init, headers: { 'content-type': contentType } } : init);
    },
    postWebhook: (id, body, secret = WEBHOOK_SECRET) => {
      const at = new Date();
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      };
      return fetch(`${site.url}/webhook`, { method: 'POST', body, headers });
    },
  };
}
