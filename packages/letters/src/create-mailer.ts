import type { Message } from './build-message.ts';
import { openTransport } from './open-transport.ts';

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

/** Sends letters by the installation's own server, which may be anywhere. */
export function createMailer({ smtpUrl, sendWithinMs }: MailerOptions): Mailer {
  return openTransport({ url: smtpUrl }, sendWithinMs);
}
