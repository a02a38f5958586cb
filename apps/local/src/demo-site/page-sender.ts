import type { Request, RequestHandler, Response } from 'express';

import type { Html } from './html.ts';
import { readChosenLanguage, readLanguage, TEXTS } from './language.ts';
import type { PageContext, SiteAddresses } from './page-context.ts';
import { renderPage } from './page.ts';
import type { NumberedRecord, RecentRecords } from './recent-records.ts';

export interface PageParts {
  title: string;
  content: Html;
  /** Tags of scripts beside the site's own. */
  scripts?: readonly Html[];
}

export interface PageSender {
  contextOf: (req: Request) => PageContext;
  send: (req: Request, res: Response, build: (context: PageContext) => PageParts) => void;
  /** Answers with the records as JSON, to a browser that opens a page with that page. */
  sendRecords: <T>(
    title: 'receivedTitle' | 'webhooksTitle' | 'messagesTitle',
    records: RecentRecords<T>,
    view: (context: PageContext, records: readonly NumberedRecord<T>[]) => Html,
  ) => RequestHandler;
}

export function createPageSender(site: SiteAddresses): PageSender {
  const contextOf = (req: Request): PageContext => {
    const language = readLanguage(req);
    const languageQuery = readChosenLanguage(req) === null ? '' : `?lang=${language}`;
    return { site, texts: TEXTS[language], language, languageQuery, path: req.path };
  };
  const send: PageSender['send'] = (req, res, build) => {
    const context = contextOf(req);
    const { title, content, scripts } = build(context);
    res
      .vary('Accept-Language')
      .type('html')
      .send(renderPage(context, title, content, scripts));
  };
  return {
    contextOf,
    send,
    sendRecords: (title, records, view) => (req, res) => {
      res.vary('Accept').set('Cache-Control', 'no-store');
      if (req.query['format'] === 'json' || req.accepts(['json', 'html']) !== 'html') {
        res.json(records.newestFirst().map(({ record }) => record));
        return;
      }
      send(req, res, (context) => ({
        title: context.texts.records[title],
        content: view(context, records.newestFirst()),
      }));
    },
  };
}
