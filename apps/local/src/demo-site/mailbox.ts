import { once } from 'node:events';
import { promisify } from 'node:util';

import type { Logger } from '@ringback/runtime';
import PostalMime, { type Address } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from 'smtp-server';

import type { RecentRecords } from './recent-records.ts';

export interface Letter {
  at: string;
  /** As the letter says. */
  from: string;
  /** As the envelope says: who really got it. */
  to: string;
  subject: string;
  text: string | null;
  html: string | null;
}

export interface Mailbox {
  smtpUrl: string;
  close: () => Promise<void>;
}

const MAX_LETTER_BYTES = 1024 * 1024;

/** Receives every letter over SMTP on loopback, whoever it is for, and passes none on. */
export async function createMailbox(port: number, letters: RecentRecords<Letter>, log: Logger): Promise<Mailbox> {
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_LETTER_BYTES,
    closeTimeout: 1000,
    onData: (stream, { envelope }, done) => {
      receive(stream, envelope, letters).then(
        () => {
          done();
        },
        (err: unknown) => {
          done(err instanceof Error ? err : new Error('The letter cannot be read.'));
        },
      );
    },
  });
  smtp.listen(port, '127.0.0.1');
  await once(smtp.server, 'listening');
  // Without a listener a client that breaks off would end the process.
  smtp.on('error', (err) => {
    log.debug({ err }, 'mail client broke off');
  });
  const address = smtp.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mailbox has no port');
  return { smtpUrl: `smtp://127.0.0.1:${String(address.port)}`, close: promisify(smtp.close.bind(smtp)) };
}

async function receive(
  stream: SMTPServerDataStream,
  envelope: SMTPServerEnvelope,
  letters: RecentRecords<Letter>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // The rest of a letter that is too large is read, since SMTP answers at its end only, but not kept.
    if (Buffer.isBuffer(chunk) && !stream.sizeExceeded) chunks.push(chunk);
  }
  if (stream.sizeExceeded) throw Object.assign(new Error('The letter is too large.'), { responseCode: 552 });
  const source = Buffer.concat(chunks);
  const { from, subject, text, html } = await PostalMime.parse(source);
  const letter = {
    at: new Date().toISOString(),
    from: from ? formatAddress(from) : '',
    to: envelope.rcptTo.map(({ address }) => address).join(', '),
    subject: subject ?? '',
    text: text ?? null,
    html: html ?? null,
  };
  letters.add(letter, source.length);
}

function formatAddress({ name, address }: Address): string {
  if (address === undefined) return name;
  return name === '' ? address : `${name} <${address}>`;
}
