import {
  changeSettings,
  findWebhooks,
  findWidget,
  loadSettings,
  switchWebhookOff,
  switchWebhookOn,
  webhookIdOf,
  type Database,
  type WebhookView,
} from '@ringback/db';
import type { DeliveryClient } from '@ringback/delivery';
import type { WebhookSettings } from '@ringback/scenario';
import express, { Router, type Request, type Response } from 'express';
import Joi from 'joi';

import type { Authenticate } from '../access/authenticate.ts';
import { createHourlyLimit } from '../hourly-limit.ts';
import { parseSettings } from '../parse-settings.ts';
import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';
import { testWebhook } from './test-webhook.ts';
import { makeSecret, readWebhook } from './webhook-draft.ts';

export interface WebhooksRouterDeps {
  prisma: Database['prisma'];
  authenticate: Authenticate;
  client: DeliveryClient;
  consoleUrl: string;
  now: () => Date;
}

const TESTS_AN_HOUR = 60;
const MAX_SECRETS = 2;

const webhookAddress = Joi.object<{ widgetHash: string; url: string }>({
  widgetHash: Joi.string().hex().length(32).lowercase().required(),
  url: Joi.string().max(2000).required(),
});

type WidgetRequest = Request<{ hash: string }>;
type WebhookRequest = Request<{ hash: string; id: string }>;

/** The webhooks of an account: `/webhooks`, and below each widget those that are changed. */
export function createWebhooksRouter({ prisma, authenticate, client, consoleUrl, now }: WebhooksRouterDeps): Router {
  const router = Router();
  const takeTest = createHourlyLimit(TESTS_AN_HOUR, now);

  const openWidget = async (accountId: string, hash: string) => {
    const widget = await findWidget(prisma, accountId, hash);
    if (!widget) throw new ConsoleError('widget-not-found', 'No widget of this account has this hash.');
    const settings = await loadSettings(prisma, widget.id, widget.settingsVersion);
    return { accountId, hash: hash.toLowerCase(), widget, settings };
  };
  const open = async (req: WidgetRequest, res: Response) =>
    openWidget((await authenticate(req, res)).accountId, req.params.hash);
  /** Changes the list of webhooks, of whatever somebody else has made of it meanwhile. */
  const change = async (
    scope: { accountId: string; hash: string },
    changeList: (webhooks: WebhookSettings[]) => WebhookSettings[],
  ): Promise<void> => {
    await changeSettings(prisma, scope, (current) =>
      parseSettings({ ...current, webhooks: changeList(current.webhooks) }),
    );
  };
  const view = async ({ accountId, hash }: { accountId: string; hash: string }, url: string): Promise<WebhookView> => {
    const id = webhookIdOf(url);
    const found = (await findWebhooks(prisma, accountId)).find((one) => one.widgetHash === hash && one.id === id);
    if (!found) throw webhookNotFound();
    return found;
  };

  router.get('/webhooks', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    res.json({ items: await findWebhooks(prisma, accountId) });
  });
  router.post('/webhooks/switch-on', readJson, async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const address = readParameters(webhookAddress, req.body ?? {});
    res.json({ switchedOn: await switchWebhookOn(prisma, accountId, address) });
  });
  router.post('/webhooks/switch-off', readJson, async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const { widgetHash, url } = readParameters(webhookAddress, req.body ?? {});
    const { widget, settings } = await openWidget(accountId, widgetHash);
    pick(settings.webhooks, webhookIdOf(url));
    await switchWebhookOff(prisma, widget.id, url, now());
    res.json({ switchedOff: true });
  });
  router.post('/widgets/:hash/webhooks', readJson, async (req, res) => {
    const scope = await open(req, res);
    const webhook = readWebhook(req.body ?? {}, null);
    await change(scope, (webhooks) => [...webhooks, webhook]);
    res.status(201).json({ webhook: await view(scope, webhook.url), secret: webhook.secrets[0] });
  });
  router.put('/widgets/:hash/webhooks/:id', readJson, async (req: WebhookRequest, res) => {
    const scope = await open(req, res);
    const { id } = req.params;
    let url = '';
    await change(scope, (webhooks) => {
      const before = pick(webhooks, id);
      const after = readWebhook(req.body ?? {}, before);
      url = after.url;
      return webhooks.map((one) => (one === before ? after : one));
    });
    res.json(await view(scope, url));
  });
  router.delete('/widgets/:hash/webhooks/:id', async (req: WebhookRequest, res) => {
    const scope = await open(req, res);
    await change(scope, (webhooks) => {
      const removed = pick(webhooks, req.params.id);
      return webhooks.filter((one) => one !== removed);
    });
    res.status(204).end();
  });
  router.post('/widgets/:hash/webhooks/:id/secrets', async (req: WebhookRequest, res) => {
    const scope = await open(req, res);
    const secret = makeSecret();
    const { url } = pick(scope.settings.webhooks, req.params.id);
    await change(scope, (webhooks) => {
      const before = pick(webhooks, req.params.id);
      if (before.secrets.length >= MAX_SECRETS) {
        throw new ConsoleError('rotation-under-way', 'Take the old secret out before you make another one.');
      }
      return webhooks.map((one) => (one === before ? { ...one, secrets: [secret, ...one.secrets] } : one));
    });
    res.status(201).json({ webhook: await view(scope, url), secret });
  });
  router.delete('/widgets/:hash/webhooks/:id/secrets/old', async (req: WebhookRequest, res) => {
    const scope = await open(req, res);
    const { url } = pick(scope.settings.webhooks, req.params.id);
    await change(scope, (webhooks) => {
      const before = pick(webhooks, req.params.id);
      return webhooks.map((one) => (one === before ? { ...one, secrets: one.secrets.slice(0, 1) } : one));
    });
    res.json(await view(scope, url));
  });
  router.post('/widgets/:hash/webhooks/:id/test', async (req: WebhookRequest, res) => {
    const { accountId, hash, widget, settings } = await open(req, res);
    const webhook = pick(settings.webhooks, req.params.id);
    const waitSeconds = takeTest(accountId);
    if (waitSeconds > 0) {
      res.set('Retry-After', String(waitSeconds));
      throw new ConsoleError('too-many-tries', 'Wait a little before you send another test notification.');
    }
    res.json(await testWebhook({ hash, name: widget.name }, webhook, settings, { client, consoleUrl, now }));
  });
  return router;
}

const readJson = express.json({ limit: '64kb' });

function pick(webhooks: WebhookSettings[], id: string): WebhookSettings {
  const found = webhooks.find(({ url }) => webhookIdOf(url) === id);
  if (!found) throw webhookNotFound();
  return found;
}

function webhookNotFound(): ConsoleError {
  return new ConsoleError('webhook-not-found', 'The widget has no such webhook.');
}
