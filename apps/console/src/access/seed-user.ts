import { saveUser, type Database, type NewUser } from '@ringback/db';
import { hashPassword } from 'better-auth/crypto';

/** Creates a user who can sign in with `password`, or gives the user of this e-mail that password, name and role. */
export async function seedUser(
  { prisma }: Pick<Database, 'prisma'>,
  { password, ...user }: Omit<NewUser, 'passwordHash'> & { password: string },
): Promise<void> {
  await saveUser(prisma, { ...user, passwordHash: await hashPassword(password) });
}
