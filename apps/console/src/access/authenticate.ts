import { findAccountOfKey, type Database, type UserRole } from '@ringback/db';
import type { Request, Response } from 'express';

import { ConsoleError } from '../problems.ts';
import type { ClientRequest, SignedInUser, SignIn } from './sign-in.ts';

/** Who asks. Everything that is read for them is read by `accountId`. */
export interface Reader {
  accountId: string;
  /** An API key is never an operator. */
  role: UserRole;
  /** Null for an API key. */
  user: SignedInUser | null;
}

export interface AuthenticateDeps {
  prisma: Database['prisma'];
  signIn: Pick<SignIn, 'findUser'>;
  now: () => Date;
}

/** Finds out who asks, by API key or by session, or throws `not-signed-in`. A key that is wrong does not fall back. */
export type Authenticate = (req: Request, res: Response) => Promise<Reader>;

const BEARER = /^Bearer +(\S+)$/i;

export function createAuthenticate({ prisma, signIn, now }: AuthenticateDeps): Authenticate {
  return async (req, res) => {
    const [, key] = BEARER.exec(req.get('authorization') ?? '') ?? [];
    if (key !== undefined) {
      const accountId = await findAccountOfKey(prisma, key, now());
      if (accountId !== null) return { accountId, role: 'member', user: null };
      throw notSignedIn(res);
    }
    const found = await signIn.findUser(clientOf(req));
    if (!found) throw notSignedIn(res);
    res.append('Set-Cookie', found.cookies);
    const { user } = found;
    return { accountId: user.accountId, role: user.role, user };
  };
}

export function clientOf(req: Request): ClientRequest {
  return { cookie: req.get('cookie'), userAgent: req.get('user-agent'), address: req.ip };
}

function notSignedIn(res: Response): ConsoleError {
  res.set('WWW-Authenticate', 'Bearer');
  return new ConsoleError('not-signed-in', 'Sign in, or send an API key as a bearer token.');
}
