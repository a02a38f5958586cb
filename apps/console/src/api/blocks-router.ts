import { addBlock, findBlocks, findWidget, removeBlock, type BlockScope, type Database } from '@ringback/db';
import { parseBlockedNetwork, parseBlockedPhone } from '@ringback/submission';
import express, { Router } from 'express';
import Joi from 'joi';

import type { Authenticate, Reader } from '../access/authenticate.ts';
import { ConsoleError } from '../problems.ts';
import { readParameters } from '../read-parameters.ts';

export interface BlocksDeps {
  prisma: Database['prisma'];
  authenticate: Authenticate;
}

/** An entry to add. `widgetHash` null: to the list of the installation. */
export interface BlockDocument {
  widgetHash: string | null;
  phone: string | null;
  network: string | null;
  note: string | null;
}

export const blockDocument = Joi.object<BlockDocument>({
  widgetHash: Joi.string().lowercase().hex().length(32).allow(null).required(),
  phone: Joi.string().max(64).custom(readWith(parseBlockedPhone)).allow(null).default(null),
  network: Joi.string().max(64).custom(readWith(parseBlockedNetwork)).allow(null).default(null),
  note: Joi.string().trim().max(200).allow(null, '').empty('').default(null),
})
  .custom((document: BlockDocument, helpers) =>
    (document.phone === null) === (document.network === null) ? helpers.error('object.xor') : document,
  )
  .messages({
    'any.invalid': '{{#label}} is neither a phone such as +79161234567 or +7916*, nor an address or CIDR block',
    'object.xor': 'give either phone or network',
  });

/** Block lists: of the account's widgets, and, for operators, of the installation. */
export function createBlocksRouter({ prisma, authenticate }: BlocksDeps): Router {
  const router = Router();
  router.get('/blocks', async (req, res) => {
    res.json({ items: await findBlocks(prisma, scopeOf(await authenticate(req, res))) });
  });
  router.post('/blocks', express.json({ limit: '4kb' }), async (req, res) => {
    const reader = await authenticate(req, res);
    const { widgetHash, ...block } = readParameters(blockDocument, req.body ?? {});
    const widgetId = widgetHash === null ? null : await findWidgetId(prisma, reader, widgetHash);
    if (widgetId === null && !scopeOf(reader).installation) {
      throw new ConsoleError('operators-only', 'Only operators change the block list of the installation.');
    }
    res.status(201).json(await addBlock(prisma, { ...block, widgetId }));
  });
  router.delete('/blocks/:id', async (req, res) => {
    const scope = scopeOf(await authenticate(req, res));
    const { id } = req.params;
    const isId = Joi.string().uuid().validate(id).error === undefined;
    if (!isId || !(await removeBlock(prisma, scope, id)))
      throw new ConsoleError('block-not-found', 'No block list that you can change has this entry.');
    res.status(204).end();
  });
  return router;
}

/** Members see nothing of the list that all share: it is made of other companies' experience. */
function scopeOf({ accountId, role }: Reader): BlockScope {
  return { accountId, installation: role === 'operator' };
}

async function findWidgetId(prisma: Database['prisma'], { accountId }: Reader, hash: string): Promise<string> {
  const widget = await findWidget(prisma, accountId, hash);
  if (!widget) throw new ConsoleError('widget-not-found', 'No widget of this account has this hash.');
  return widget.id;
}

function readWith(parse: (text: string) => string | null) {
  return (text: string, helpers: Joi.CustomHelpers<string>) => parse(text) ?? helpers.error('any.invalid');
}
