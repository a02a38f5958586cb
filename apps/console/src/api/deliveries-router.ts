import { countReplays, findDeliveries, findDelivery, replayDeliveries, replayDelivery } from '@ringback/db';
import express, { Router } from 'express';

import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';
import type { ApiDeps } from './api-router.ts';
import { deliveryQuery, replayRequest } from './delivery-query.ts';

/** What went out of leads: its log, and sending it again. */
export function createDeliveriesRouter({
  prisma,
  authenticate,
  now,
}: Pick<ApiDeps, 'prisma' | 'authenticate' | 'now'>): Router {
  const router = Router();
  const json = express.json({ limit: '8kb' });
  router.get('/deliveries', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const { limit, cursor, ...filter } = readParameters(deliveryQuery, req.query);
    res.json(await findDeliveries(prisma, accountId, filter, { limit, after: cursor }));
  });
  router.get('/deliveries/:id', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const delivery = await findDelivery(prisma, accountId, req.params.id);
    if (!delivery) throw deliveryNotFound();
    res.json(delivery);
  });
  router.post('/deliveries/replay', json, async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const { filter, count: expected } = readParameters(replayRequest, req.body ?? {});
    const count = await countReplays(prisma, accountId, filter);
    if (expected === undefined) {
      res.json({ count, replayed: 0 });
      return;
    }
    if (expected !== count) {
      throw new ConsoleError('count-changed', 'Look at the count again before you send so many.', { count });
    }
    res.status(202).json({ count, replayed: await replayDeliveries(prisma, accountId, filter, now()) });
  });
  router.post('/deliveries/:id/replay', async (req, res) => {
    const { accountId } = await authenticate(req, res);
    const { id } = req.params;
    if (!(await findDelivery(prisma, accountId, id))) throw deliveryNotFound();
    res.status(202).json({ count: 1, replayed: await replayDelivery(prisma, accountId, id, now()) });
  });
  return router;
}

function deliveryNotFound(): ConsoleError {
  return new ConsoleError('delivery-not-found', 'No delivery of this account has this id.');
}
