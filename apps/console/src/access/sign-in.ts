import type { Database, UserRole } from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';

import type { ConsoleConfig } from '../config.ts';

export interface SignedInUser {
  accountId: string;
  role: UserRole;
  email: string;
  name: string;
}

export interface Credentials {
  email: string;
  password: string;
}

export type SignInOutcome =
  | { outcome: 'signed-in'; cookies: string[] }
  | { outcome: 'wrong-credentials' }
  | { outcome: 'too-many-tries'; retryAfterSeconds: number };

/** The part of a request that matters here. The address is the client's own, past the trusted proxies. */
export interface ClientRequest {
  cookie: string | undefined;
  userAgent: string | undefined;
  address: string | undefined;
}

export interface SignIn {
  signIn: (credentials: Credentials, client: ClientRequest) => Promise<SignInOutcome>;
  /** Ends the session and gives the cookies that clear it away. */
  signOut: (client: ClientRequest) => Promise<string[]>;
  /** Null when nobody is signed in; `cookies` prolong a session that is used. */
  findUser: (client: ClientRequest) => Promise<{ user: SignedInUser; cookies: string[] } | null>;
}

const BASE_PATH = '/api/auth';
// An own header, which no client can send: only what is written here reaches the library.
const ADDRESS_HEADER = 'x-client-address';
const TRIES = { window: 60, max: 10 };
// The demo's password is short on purpose; users are made by the operator, there is no sign-up.
const MIN_PASSWORD_LENGTH = 4;

type Settings = Pick<ConsoleConfig, 'publicUrl' | 'authSecret'>;

/** Sign-in by e-mail and password, with the sessions in Postgres. */
export function createSignIn(config: Settings, { prisma }: Pick<Database, 'prisma'>, log: Logger): SignIn {
  const auth = openLibrary(config, prisma, log);
  // Through the handler and not `auth.api`: only there are tries counted.
  const post = (path: string, body: object, client: ClientRequest): Promise<Response> => {
    const headers = headersOf(client);
    headers.set('content-type', 'application/json');
    const url = `${config.publicUrl}${BASE_PATH}${path}`;
    return auth.handler(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  };
  return {
    signIn: async ({ email, password }, client) => {
      const answer = await post('/sign-in/email', { email, password }, client);
      if (answer.ok) return { outcome: 'signed-in', cookies: answer.headers.getSetCookie() };
      if (answer.status === 429) {
        return {
          outcome: 'too-many-tries',
          retryAfterSeconds: Number(answer.headers.get('x-retry-after') ?? TRIES.window),
        };
      }
      if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}`);
      return { outcome: 'wrong-credentials' };
    },
    signOut: async (client) => (await post('/sign-out', {}, client)).headers.getSetCookie(),
    findUser: async (client) => {
      if (client.cookie === undefined) return null;
      const { response, headers } = await auth.api.getSession({ headers: headersOf(client), returnHeaders: true });
      if (!response) return null;
      const { accountId, role, email, name } = response.user;
      const user: SignedInUser = { accountId, role: role === 'operator' ? 'operator' : 'member', email, name };
      return { user, cookies: headers.getSetCookie() };
    },
  };
}

function openLibrary(config: Settings, prisma: Database['prisma'], log: Logger) {
  return betterAuth({
    appName: 'Ringback',
    baseURL: config.publicUrl,
    basePath: BASE_PATH,
    secret: config.authSecret,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD_LENGTH },
    // The library's word for credentials means the client company here.
    account: { modelName: 'credential' },
    user: {
      additionalFields: {
        accountId: { type: 'string', required: true, input: false },
        role: { type: 'string', required: true, input: false },
      },
    },
    rateLimit: { enabled: true, customRules: { '/sign-in/email': TRIES } },
    advanced: {
      cookiePrefix: 'ringback',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // `requireSameOrigin` has looked already, and under every name that the console is reached by.
      disableCSRFCheck: true,
    },
    telemetry: { enabled: false },
    // What comes after the message can be an e-mail address.
    logger: {
      level: 'warn',
      log: (level, message) => {
        log[level]({ library: 'better-auth', message }, 'sign-in library reported');
      },
    },
  });
}

function headersOf({ cookie, userAgent, address }: ClientRequest): Headers {
  const headers = new Headers();
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (userAgent !== undefined) headers.set('user-agent', userAgent);
  if (address !== undefined) headers.set(ADDRESS_HEADER, address);
  return headers;
}
