import { STATUS_CODES } from 'node:http';
import { fileURLToPath } from 'node:url';

import type { Logger } from '@ringback/runtime';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';

import { createActionHandler } from './action-handler.ts';
import { formPage } from './form-page.ts';
import { homePage } from './home-page.ts';
import { html, type Html } from './html.ts';
import type { Letter } from './mailbox.ts';
import { pageScriptTag } from './page-script.ts';
import { createPageSender, type PageSender } from './page-sender.ts';
import type { PageContext, SiteAddresses } from './page-context.ts';
import { RecentRecords } from './recent-records.ts';
import { messagesPage, receivedPage, webhooksPage, type ReceivedForm } from './record-pages.ts';
import { createWebhookReceiver, type ReceivedWebhook } from './webhook-receiver.ts';
import { WAYS, type Way } from './ways.ts';

const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));

export function buildSite(
  site: SiteAddresses & { webhookSecret: string },
  letters: RecentRecords<Letter>,
  log: Logger,
): Express {
  const forms = new RecentRecords<ReceivedForm>();
  const webhooks = new RecentRecords<ReceivedWebhook>();
  const pages = createPageSender(site);
  const app = express();
  app.disable('x-powered-by');
  app.use(setSecurityHeaders(site));
  app.use('/assets', express.static(ASSETS, { index: false }));
  addFormPages(app, pages);
  app.use(createActionHandler(forms, pages));
  app.use(createWebhookReceiver(site.webhookSecret, webhooks));
  app.get('/received', pages.sendRecords('receivedTitle', forms, receivedPage));
  app.get('/webhooks', pages.sendRecords('webhooksTitle', webhooks, webhooksPage));
  app.get('/messages', allowStylesOfLetters, pages.sendRecords('messagesTitle', letters, messagesPage));
  app.use((req, res) => {
    pages.send(req, res.status(404), ({ texts }) => ({
      title: texts.notFound.title,
      content: html`<h1>${texts.notFound.title}</h1>
        <p class="lead">${texts.notFound.text}</p>`,
    }));
  });
  app.use(answerError(log));
  return app;
}

function addFormPages(app: Express, pages: PageSender): void {
  app.get('/', (req, res) => {
    pages.send(req, res, (context) => ({ title: context.texts.home.title, content: homePage(context) }));
  });
  for (const way of WAYS) {
    const { path, script } = way;
    app.get(path, (req, res) => {
      pages.send(req, res, (context) => ({
        title: context.texts.ways[path].title,
        content: formPage(context, way),
        scripts: scriptsOf(way, context),
      }));
    });
    if (!script) continue;
    app.get(script.path, (req, res) => {
      res.type('text/javascript').send(script.source(pages.contextOf(req)));
    });
  }
}

function scriptsOf({ withPageScript, script }: Way, { site, language }: PageContext): Html[] {
  return [
    ...(withPageScript ? [pageScriptTag(site)] : []),
    ...(script ? [html`<script src="${script.path}?lang=${language}" defer></script>`] : []),
  ];
}

function setSecurityHeaders({ url, ingestUrl }: SiteAddresses): RequestHandler {
  const ingest = new URL(ingestUrl).origin;
  // Browsers hold redirects of a form against form-action too, and ingest redirects to the site's own address.
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${ingest}`,
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${ingest}`,
    `form-action 'self' ${url} ${ingest}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (_req, res, next) => {
    res.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      // With the whole address of the page the lead shows the page and its UTM marks, without any script.
      'Referrer-Policy': 'no-referrer-when-downgrade',
    });
    next();
  };
}

/** A letter in a frame stands under the policy of the page around it, and letters bring their styles inline. */
const allowStylesOfLetters: RequestHandler = (_req, res, next) => {
  const policy = String(res.get('Content-Security-Policy'));
  res.set('Content-Security-Policy', policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
  next();
};

function answerError(log: Logger): ErrorRequestHandler {
  return (err: unknown, _req, res, next) => {
    if (res.headersSent) {
      next(err);
      return;
    }
    const status = statusOf(err);
    if (status >= 500) log.error({ err }, 'request of the demo site failed');
    res.status(status).type('text/plain').send(STATUS_CODES[status]);
  };
}

function statusOf(err: unknown): number {
  const status = typeof err === 'object' && err !== null && 'status' in err ? err.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
