import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

import { saveApiKey, type Database, type UserRole } from '@ringback/db';
import { DomainError } from '@ringback/runtime';
import Joi from 'joi';

import { seedUser } from '../access/seed-user.ts';
import { readArguments } from './read-arguments.ts';

export interface AccountRequest {
  account: string;
  email: string;
  /** As the cabinet shows the person. */
  name: string;
  role: UserRole;
  /** Also for an account that exists; a new one always gets a key. */
  wantsApiKey: boolean;
}

export interface CreatedAccount {
  isNewAccount: boolean;
  isNewUser: boolean;
  password: string;
  /** Null where none was asked for. */
  apiKey: string | null;
}

interface AccountArguments {
  account: string;
  email: string;
  name?: string;
  operator: boolean;
  'api-key': boolean;
}

export const CREATE_ACCOUNT_USAGE =
  'npm run account:create -- --account NAME --email ADDRESS [--name PERSON] [--operator] [--api-key]';

const schema = Joi.object<AccountArguments>({
  account: Joi.string().trim().max(100).required(),
  email: Joi.string().email({ tlds: false }).lowercase().required(),
  name: Joi.string().trim().max(100),
  operator: Joi.boolean().default(false),
  'api-key': Joi.boolean().default(false),
});

/** Throws an error that names every argument that is wrong. */
export function readAccountArguments(args: string[]): AccountRequest {
  const options = {
    account: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
    operator: { type: 'boolean' },
    'api-key': { type: 'boolean' },
  } as const;
  const value = readArguments(schema, () => parseArgs({ args, options }).values);
  const { account, email, name = email } = value;
  return { account, email, name, role: value.operator ? 'operator' : 'member', wantsApiKey: value['api-key'] };
}

class EmailTakenError extends DomainError {
  override readonly name = 'EmailTakenError';
  constructor() {
    super('email-taken', 'This e-mail address belongs to a user of another account.');
  }
}

/**
 * Makes an account with a user and an API key. In an account of this name that exists it adds the user, or gives the
 * user of this e-mail a new password.
 */
export async function createAccount(
  database: Pick<Database, 'prisma'>,
  { account: accountName, email, name, role, wantsApiKey }: AccountRequest,
): Promise<CreatedAccount> {
  const { prisma } = database;
  const user = await prisma.user.findUnique({ where: { email }, include: { account: true } });
  if (user && user.account.name !== accountName) throw new EmailTakenError();
  const known = user?.account ?? (await prisma.account.findFirst({ where: { name: accountName } }));
  const { id: accountId } = known ?? (await prisma.account.create({ data: { name: accountName } }));
  const password = newSecret();
  await seedUser(database, { id: user?.id ?? randomUUID(), accountId, email, name, role, password });
  const apiKey = known === null || wantsApiKey ? newSecret() : null;
  if (apiKey !== null) await saveApiKey(prisma, { accountId, name: email, key: apiKey });
  return { isNewAccount: known === null, isNewUser: user === null, password, apiKey };
}

/** The same for an eye to read and a shell to take: letters, digits, `-` and `_`. */
function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
