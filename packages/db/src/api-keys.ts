import { createHash } from 'node:crypto';

import type { PrismaClient } from './generated/client.ts';

const USE_IS_NOTED_EVERY_MS = 60_000;

/** Keys are long and random, so a fast hash is enough; only the hash is kept. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The account that the key opens, null for a key that is unknown or revoked. Found by its hash, so timing tells nothing. */
export async function findAccountOfKey(prisma: PrismaClient, key: string, now: Date): Promise<string | null> {
  const found = await prisma.apiKey.findUnique({ where: { keyHash: hashApiKey(key) } });
  if (!found || found.revokedAt) return null;
  if (now.getTime() - (found.lastUsedAt?.getTime() ?? 0) > USE_IS_NOTED_EVERY_MS) {
    await prisma.apiKey.updateMany({ where: { id: found.id }, data: { lastUsedAt: now } });
  }
  return found.accountId;
}

/** Makes the key open the account; a key that was revoked opens it again. */
export async function saveApiKey(
  prisma: PrismaClient,
  { accountId, name, key }: { accountId: string; name: string; key: string },
): Promise<void> {
  const keyHash = hashApiKey(key);
  await prisma.apiKey.upsert({
    where: { keyHash },
    create: { accountId, name, keyHash },
    update: { accountId, name, revokedAt: null },
  });
}
