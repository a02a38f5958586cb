import { randomUUID } from 'node:crypto';

import { createTestDatabase, createTestLogger } from '@ringback/test-kit';

import { createDatabase, type Database } from './client.ts';
import { saveWidget } from './widgets.ts';

/** A database of the test's own with one account that has one widget. */
export interface OpenTestDatabase {
  url: string;
  db: Database;
  accountId: string;
  widgetId: string;
  widgetHash: string;
  close: () => Promise<void>;
}

const SETTINGS = {
  sites: ['shop.example'],
  offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+74950000001' }] }],
};

/** Opens it; `poolSize` is how many statements can run at a time. */
export async function openTestDatabase({ poolSize = 4 } = {}): Promise<OpenTestDatabase> {
  const database = await createTestDatabase();
  const db = createDatabase({ url: database.url, poolSize }, createTestLogger());
  const account = await db.prisma.account.create({ data: { name: 'Shop' } });
  const widgetHash = randomUUID().replaceAll('-', '');
  await saveWidget(db.prisma, { accountId: account.id, hash: widgetHash, name: 'Shop', settings: SETTINGS });
  const widget = await db.prisma.widget.findUniqueOrThrow({ where: { hash: widgetHash } });
  return {
    url: database.url,
    db,
    accountId: account.id,
    widgetId: widget.id,
    widgetHash,
    close: async () => {
      await db.close();
      await database.drop();
    },
  };
}
