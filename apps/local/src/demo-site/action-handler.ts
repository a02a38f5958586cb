import { raw, Router, type Request } from 'express';

import { html } from './html.ts';
import type { PageContext } from './page-context.ts';
import type { PageParts, PageSender } from './page-sender.ts';
import { readForm, readUrlencoded } from './read-form.ts';
import type { RecentRecords } from './recent-records.ts';
import type { ReceivedForm } from './record-pages.ts';
import { whereToLook } from './where-to-look.ts';

// Percent-encoding makes three bytes of one, so this is more than ingest takes in.
const MAX_BODY = '1mb';

/** The site's own form handler at `/action`, the usual target of `backUrl`: keeps what it gets, answers with a page. */
export function createActionHandler(forms: RecentRecords<ReceivedForm>, pages: PageSender): Router {
  const router = Router();
  router.get('/action', (req, res) => {
    const query = req.originalUrl.split('?').slice(1).join('?');
    // A visitor who is sent on to the handler's page brings no fields.
    if (query !== '') forms.add(received(req, readUrlencoded(query)), query.length);
    pages.send(req, res, thankYouPage);
  });
  router.post('/action', raw({ type: () => true, limit: MAX_BODY }), async (req, res) => {
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    forms.add(received(req, await readForm(req.get('content-type'), body)), body.length);
    pages.send(req, res, thankYouPage);
  });
  return router;
}

function thankYouPage(context: PageContext): PageParts {
  const { title, text } = context.texts.action;
  return {
    title,
    content: html`
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      ${whereToLook(context)}
    `,
  };
}

function received(req: Request, fields: ReceivedForm['fields']): ReceivedForm {
  return { at: new Date().toISOString(), method: req.method, contentType: req.get('content-type') ?? null, fields };
}
