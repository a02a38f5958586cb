import { findAccountName, findLead, findLeadFile, findLeads, findWidgets, type Database } from '@ringback/db';
import type { DeliveryClient } from '@ringback/delivery';
import type { FileStore } from '@ringback/files';
import { Router } from 'express';

import type { Authenticate } from '../access/authenticate.ts';
import type { LetterDesk } from '../letters/letter-desk.ts';
import { createLettersRouter } from '../letters/letters-router.ts';
import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';
import { createWebhooksRouter } from '../webhooks/webhooks-router.ts';
import { createBlocksRouter } from './blocks-router.ts';
import type { CancelLead } from './cancel-lead.ts';
import { chooseLanguage } from './choose-language.ts';
import { createDeliveriesRouter } from './deliveries-router.ts';
import type { LeadEvents } from './lead-events.ts';
import { leadQuery } from './lead-query.ts';
import { openApiDocument } from './openapi.ts';
import { createRecordingsRouter } from './recordings-router.ts';
import { createRehearsalRouter } from './rehearsal-router.ts';
import { sendFile } from './send-file.ts';

export interface ApiDeps {
  prisma: Database['prisma'];
  files: Pick<FileStore, 'open'>;
  authenticate: Authenticate;
  leadEvents: LeadEvents;
  cancelLead: CancelLead;
  letterDesk: LetterDesk;
  client: DeliveryClient;
  consoleUrl: string;
  now: () => Date;
}

/** The REST API, below `/api/v1`. */
export function createApiRouter(deps: ApiDeps): Router {
  const { prisma, files, authenticate, leadEvents, cancelLead, letterDesk, now } = deps;
  const router = Router();
  router.get('/openapi.json', (_req, res) => void res.json(openApiDocument));
  router.get('/leads', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const { limit, cursor, ...filter } = readParameters(leadQuery, req.query);
    res.json(await findLeads(prisma, { ...filter, accountId, after: cursor }, limit, chooseLanguage(req, res)));
  });
  router.get('/leads/:id', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const lead = await findLead(prisma, { accountId }, req.params.id, chooseLanguage(req, res));
    if (!lead) throw new ConsoleError('lead-not-found', 'No lead of this account has this id.');
    res.json(lead);
  });
  router.post('/leads/:id/cancel', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    res.status(202).json({ cancelledAt: await cancelLead(accountId, req.params.id) });
  });
  router.get('/leads/:id/files/:fileId', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const { id: leadId, fileId } = req.params;
    const file = await findLeadFile(prisma, { accountId, leadId, fileId });
    const opened = file && (await files.open(file.key));
    if (!opened) throw new ConsoleError('file-not-found', 'No lead of this account has kept such a file.');
    sendFile(req, res, file.name, opened);
  });
  router.use(createRecordingsRouter(deps));
  router.get('/widgets', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    res.json({ items: await findWidgets(prisma, accountId) });
  });
  router.use(createBlocksRouter({ prisma, authenticate }));
  router.use(createLettersRouter({ prisma, authenticate, desk: letterDesk, now }));
  router.use(createRehearsalRouter({ prisma, authenticate, now }));
  router.get('/session', async (req, res) => {
    const { accountId, user } = await authenticate(req, res);
    if (!user) throw new ConsoleError('not-signed-in', 'An API key has no session.');
    const { email, name, role } = user;
    res.json({ user: { email, name, role }, account: { name: await findAccountName(prisma, accountId) } });
  });
  router.get('/events', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    leadEvents.stream(accountId, res);
  });
  router.use(createDeliveriesRouter(deps));
  router.use(createWebhooksRouter(deps));
  return router;
}
