import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import type { SmtpSecurity } from '@ringback/db';
import { TargetRefusedError, type AddressGuard } from '@ringback/delivery';
import Joi from 'joi';

import type { Mailer } from './create-mailer.ts';
import { openTransport } from './open-transport.ts';
import { parseSingleAddress } from './parse-single-address.ts';

/** A mail server as the owner of a widget names it. */
export interface OpenSmtpAccount {
  host: string;
  port: number;
  security: SmtpSecurity;
  username: string | null;
  password: string | null;
  sender: string;
}

export interface AccountMailerOptions {
  guard: AddressGuard;
  /** Certificates to trust besides the usual ones. */
  ca?: string;
  sendWithinMs?: number;
}

const SMTP_PORTS: readonly number[] = [25, 465, 587, 2525];
const CONNECT_WITHIN_MS = 10_000;

const sender = Joi.string()
  .max(254)
  .pattern(/^[^\p{Cc}\u2028\u2029]*$/u, 'one line')
  .custom((text: string, helpers) => {
    const [, name, address] = /^(?:([^<>"]*)<([^<>]+)>|.*)$/u.exec(text) ?? [];
    return parseSingleAddress(address ?? text) === null || (name !== undefined && /[,;:@]/.test(name))
      ? helpers.error('string.email')
      : text;
  });

/** What may be named as a widget's mail server. A password never goes over an open line. */
export const smtpAccountSchema = Joi.object<OpenSmtpAccount>({
  host: Joi.string().trim().hostname().max(253).required(),
  port: Joi.number().integer().min(1).max(65_535).default(587),
  security: Joi.valid('tls', 'starttls', 'none').default('starttls'),
  username: Joi.string()
    .max(254)
    .allow(null)
    .empty('')
    .default(null)
    .when('security', {
      is: 'none',
      then: Joi.valid(null).messages({ 'any.only': '{{#label}} needs tls or starttls' }),
    }),
  password: Joi.string().max(1000).allow(null).empty('').default(null),
  sender: sender.required(),
});

/**
 * Sends letters by a widget's own server. Its host is resolved for each connection, all its addresses are checked, and
 * exactly one of them is connected to, so that nobody reaches the inside of our network by naming a mail server.
 */
export function createAccountMailer(account: OpenSmtpAccount, options: AccountMailerOptions): Mailer {
  const { host, port, security, username, password } = account;
  const { guard, ca, sendWithinMs } = options;
  return openTransport(
    {
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { servername: host, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
      ...(username !== null && { auth: { user: username, pass: password ?? '' } }),
      getSocket: (_options, done) => {
        connectGuarded(account, guard).then(
          (connection) => done(null, { connection }),
          (err: unknown) => done(err instanceof Error ? err : new Error('the mail server cannot be reached'), false),
        );
      },
    },
    sendWithinMs,
  );
}

async function connectGuarded(account: OpenSmtpAccount, guard: AddressGuard): Promise<Socket> {
  const [address] = await admitServer(account, guard);
  if (!address) throw new TargetRefusedError('the host has no address');
  const socket = connect({ host: address.address, port: account.port, family: address.family });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_WITHIN_MS) });
  } catch (err) {
    socket.destroy();
    throw err;
  }
  return socket;
}

/** The addresses at which a mail server may be asked. Rejects with `TargetRefusedError`, or with the resolver's error. */
export async function admitServer(
  { host, port }: Pick<OpenSmtpAccount, 'host' | 'port'>,
  guard: AddressGuard,
): Promise<LookupAddress[]> {
  const url = URL.parse(`https://${host.includes(':') ? `[${host}]` : host}:${port}`);
  if (!url) throw new TargetRefusedError('the name of the mail server is not a host');
  const addresses = await guard.admit(url, SMTP_PORTS);
  // The guard lets the ports of websites through; leave to reach this very machine is given for any port.
  if (!SMTP_PORTS.includes(port) && !addresses.every(({ address }) => /^(127\.|::1$)/.test(address))) {
    throw new TargetRefusedError(`port ${port} is not one of mail servers`);
  }
  return addresses;
}
