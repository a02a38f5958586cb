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

/** A widget of the account by its hash, null: there is none. */
export function findWidget(
  prisma: PrismaClient,
  accountId: string,
  hash: string,
): Promise<{ id: string; name: string; enabled: boolean; settingsVersion: number } | null> {
  return prisma.widget.findFirst({
    where: { accountId, hash: hash.toLowerCase() },
    select: { id: true, name: true, enabled: true, settingsVersion: true },
  });
}
