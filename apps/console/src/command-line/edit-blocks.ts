import { parseArgs } from 'node:util';

import { addBlock, type Database } from '@ringback/db';
import { DomainError } from '@ringback/runtime';
import Joi from 'joi';

import { blockDocument, type BlockDocument } from '../api/blocks-router.ts';
import { readArguments } from './read-arguments.ts';

export const ADD_BLOCK_USAGE =
  'npm run block:add -- (--phone +7916… | --network 203.0.113.0/24) [--widget HASH] [--note TEXT]   (no widget: all)';
export const LIST_BLOCKS_USAGE = 'npm run block:list';
export const REMOVE_BLOCK_USAGE = 'npm run block:remove -- ID';

class WidgetUnknownError extends DomainError {
  override readonly name = 'WidgetUnknownError';
  constructor() {
    super('widget-unknown', 'There is no widget of this hash.');
  }
}

/** Throws an error that names every argument that is wrong. */
export function readBlockArguments(args: string[]): BlockDocument {
  const options = {
    phone: { type: 'string' },
    network: { type: 'string' },
    widget: { type: 'string' },
    note: { type: 'string' },
  } as const;
  return readArguments(blockDocument, () => {
    const { widget = null, ...entry } = parseArgs({ args, options }).values;
    return { ...entry, widgetHash: widget };
  });
}

/** Throws an error that names every argument that is wrong. */
export function readBlockId(args: string[]): string {
  const schema = Joi.object<{ id: string }>({ id: Joi.string().uuid().required() });
  return readArguments(schema, () => {
    const [id, ...others] = parseArgs({ args, allowPositionals: true }).positionals;
    if (others.length > 0) throw new Error('more than one id was named');
    return { id };
  }).id;
}

/** The line of the new entry, as `listBlocks` shows it. */
export async function addBlockDocument(
  { prisma }: Pick<Database, 'prisma'>,
  { widgetHash, ...block }: BlockDocument,
): Promise<string> {
  const widget = widgetHash === null ? null : await prisma.widget.findUnique({ where: { hash: widgetHash } });
  if (widgetHash !== null && !widget) throw new WidgetUnknownError();
  const { id, phone, network, note } = await addBlock(prisma, { ...block, widgetId: widget?.id ?? null });
  return lineOf({ id, phone, network, note, widgetHash });
}

/** All lists, a line for each entry, those of the installation first. */
export async function listBlocks({ prisma }: Pick<Database, 'prisma'>): Promise<string> {
  const blocks = await prisma.block.findMany({ include: { widget: true }, orderBy: { createdAt: 'asc' } });
  const lines = blocks
    .toSorted((a, b) => Number(a.widget !== null) - Number(b.widget !== null))
    .map(({ widget, ...block }) => lineOf({ ...block, widgetHash: widget?.hash ?? null }));
  return lines.length === 0 ? 'Nobody is blocked.' : lines.join('\n');
}

/** Says whether there was such an entry. */
export async function removeBlockById({ prisma }: Pick<Database, 'prisma'>, id: string): Promise<string> {
  const { count } = await prisma.block.deleteMany({ where: { id } });
  return count > 0 ? 'removed' : 'there is no such entry';
}

function lineOf({ id, widgetHash, phone, network, note }: BlockDocument & { id: string }): string {
  return [id, widgetHash ?? 'all', phone ?? network ?? '', note ?? ''].join('  ').trimEnd();
}
