import { createTransport } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';

import type { Mailer } from './create-mailer.ts';

export type ServerOptions = Pick<
  SMTPPool.Options,
  'url' | 'host' | 'port' | 'secure' | 'requireTLS' | 'ignoreTLS' | 'auth' | 'tls' | 'getSocket'
>;

const COMMON = {
  pool: true,
  maxConnections: 3,
  maxRequeues: 0,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 5000,
  // A letter is made of what strangers typed: it never names files or addresses to be read.
  disableFileAccess: true,
  disableUrlAccess: true,
} as const;

/** Sends letters over a few kept connections. One try each: when to try again is written on the delivery's row. */
export function openTransport(server: ServerOptions, sendWithinMs = 60_000): Mailer {
  const transport = createTransport({ ...server, ...COMMON });
  return {
    async send(message) {
      // A server that trickles its replies is seen by no socket timeout.
      const { response } = await transport.sendMail({ ...message, signal: AbortSignal.timeout(sendWithinMs) });
      return { response };
    },
    close() {
      transport.close();
    },
  };
}
