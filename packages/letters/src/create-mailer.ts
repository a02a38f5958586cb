import { createTransport } from 'nodemailer';

import type { Message } from './build-message.ts';

export interface MailerOptions {
  /** `smtp://user:password@host:port`, `smtps://…` for TLS from the first byte. */
  smtpUrl: string;
  sendWithinMs?: number;
}

export interface Mailer {
  /** Resolves when the server has taken the letter, with its words. Rejects with what `classifySmtpError` reads. */
  send: (message: Message) => Promise<{ response: string }>;
  /** Closes idle connections at once and the others after their letter. */
  close: () => void;
}

/** Sends letters over a few kept connections. One try each: when to try again is written on the delivery's row. */
export function createMailer({ smtpUrl, sendWithinMs = 60_000 }: MailerOptions): Mailer {
  const transport = createTransport({
    url: smtpUrl,
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
  });
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
