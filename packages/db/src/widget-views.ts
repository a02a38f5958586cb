import type { PrismaClient } from './generated/client.ts';

export interface WidgetView {
  hash: string;
  name: string;
  enabled: boolean;
}

/** The widgets of an account by name. */
export function findWidgets(prisma: PrismaClient, accountId: string): Promise<WidgetView[]> {
  return prisma.widget.findMany({
    where: { accountId },
    select: { hash: true, name: true, enabled: true },
    orderBy: [{ name: 'asc' }, { hash: 'asc' }],
  });
}
