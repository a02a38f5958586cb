import { createDatabase, saveWidget } from '@ringback/db';
import type { Logger } from '@ringback/runtime';

/** Makes widgets, each with a manager of its own, and answers their hashes. */
export async function seedWidgets(
  databaseUrl: string,
  { count, settings }: { count: number; settings: object },
  log: Logger,
): Promise<string[]> {
  const db = createDatabase({ url: databaseUrl, poolSize: 1 }, log);
  try {
    const account = await db.prisma.account.create({ data: { name: 'Bench' } });
    const hashes = Array.from({ length: count }, (_, index) => index.toString(16).padStart(32, 'b'));
    for (const [index, hash] of hashes.entries()) {
      const manager = { name: 'Anna', number: `+7495${String(1000 + index)}010`, lines: 1000 };
      await saveWidget(db.prisma, {
        accountId: account.id,
        hash,
        name: `Widget ${index}`,
        settings: { sites: ['shop.example'], offices: [{ name: 'Sales', managers: [manager] }], ...settings },
      });
    }
    return hashes;
  } finally {
    await db.close();
  }
}
