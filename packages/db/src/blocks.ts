import type { PrismaClient } from './generated/client.ts';

/** An entry of a block list. Either `phone` or `network` is null. */
export interface BlockView {
  id: string;
  /** Null: of the whole installation. */
  widgetHash: string | null;
  phone: string | null;
  network: string | null;
  note: string | null;
  createdAt: Date;
}

/** Whose lists: of the account's widgets, and of the installation for those who run it. */
export interface BlockScope {
  accountId: string;
  installation: boolean;
}

export interface NewBlock {
  widgetId: string | null;
  phone: string | null;
  network: string | null;
  note: string | null;
}

const VIEW = {
  id: true,
  phone: true,
  network: true,
  note: true,
  createdAt: true,
  widget: { select: { hash: true } },
} as const;

/** The lists in scope, the newest entries first. */
export async function findBlocks(prisma: PrismaClient, scope: BlockScope): Promise<BlockView[]> {
  const rows = await prisma.block.findMany({
    where: within(scope),
    select: VIEW,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map(toView);
}

/** Adds an entry to a list, or gives the one that says the same. */
export async function addBlock(prisma: PrismaClient, block: NewBlock): Promise<BlockView> {
  const { widgetId, phone, network } = block;
  const equal = await prisma.block.findFirst({ where: { widgetId, phone, network }, select: VIEW });
  return toView(equal ?? (await prisma.block.create({ data: block, select: VIEW })));
}

/** False when there is no such entry in scope. */
export async function removeBlock(prisma: PrismaClient, scope: BlockScope, id: string): Promise<boolean> {
  const { count } = await prisma.block.deleteMany({ where: { id, ...within(scope) } });
  return count > 0;
}

function within({ accountId, installation }: BlockScope) {
  return { OR: [{ widget: { accountId } }, ...(installation ? [{ widgetId: null }] : [])] };
}

function toView({ widget, ...block }: Omit<BlockView, 'widgetHash'> & { widget: { hash: string } | null }): BlockView {
  return { ...block, widgetHash: widget?.hash ?? null };
}
