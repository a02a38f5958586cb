import type { PrismaClient } from './generated/client.ts';

/** `operator` runs this installation and sees its queues; `member` sees the leads of the account. */
export type UserRole = 'member' | 'operator';

export interface NewUser {
  /** Chosen by the caller; the same id is the same user. */
  id: string;
  accountId: string;
  email: string;
  name: string;
  role: UserRole;
  passwordHash: string;
}

/** What the sign-in library calls the way in by e-mail and password. */
const PROVIDER = 'credential';

/** Creates the user, or gives the user of this e-mail the name, role and password. */
export async function saveUser(prisma: PrismaClient, user: NewUser): Promise<void> {
  const { accountId, name, role, passwordHash } = user;
  const email = user.email.toLowerCase();
  await prisma.$transaction(async (tx) => {
    const { id: userId } = await tx.user.upsert({
      where: { email },
      create: { id: user.id, accountId, email, name, role, emailVerified: true },
      update: { accountId, name, role },
    });
    await tx.credential.upsert({
      where: { id: userId },
      create: { id: userId, userId, accountId: userId, providerId: PROVIDER, password: passwordHash },
      update: { password: passwordHash },
    });
  });
}

/** The name of the client company, null when it is gone. */
export async function findAccountName(prisma: PrismaClient, accountId: string): Promise<string | null> {
  const account = await prisma.account.findUnique({ where: { id: accountId }, select: { name: true } });
  return account?.name ?? null;
}
