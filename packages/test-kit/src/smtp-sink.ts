import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  at: Date;
  /** The addresses of the SMTP dialogue; those of the letter's head are in `mail`. */
  envelope: { from: string; to: string[] };
  mail: Email;
  raw: string;
}

export interface SmtpSinkOptions {
  /** `tls`: from the first byte; `starttls`: once asked for. Its certificate is of `localhost`. */
  security?: 'none' | 'starttls' | 'tls';
  /** Whoever signs in otherwise, or not at all, is refused. */
  signIn?: { username: string; password: string };
}

export interface SmtpSink {
  /** `smtp://127.0.0.1:<port>` */
  url: string;
  port: number;
  mails: ReceivedMail[];
  /** To be trusted by who wants to check the sink's certificate; empty without TLS. */
  ca: string;
  /** Answers the next `count` letters with this code (4xx: come back later, 5xx: never) instead of taking them. */
  refuseNext: (count: number, code: number) => void;
  close: () => Promise<void>;
}

/** A real SMTP server on 127.0.0.1 that keeps the letters it got. */
export async function startSmtpSink({ security = 'none', signIn }: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const mails: ReceivedMail[] = [];
  let refusal = { lettersLeft: 0, code: 451 };
  const certificate = security === 'none' ? null : await makeCertificate();
  const server = new SMTPServer({
    ...(certificate && { key: certificate.private, cert: certificate.cert }),
    secure: security === 'tls',
    authOptional: signIn === undefined,
    disabledCommands: security === 'none' ? ['STARTTLS'] : [],
    onAuth: ({ username, password }, _session, done) => {
      const isKnown = username === signIn?.username && password === signIn?.password;
      done(isKnown ? null : new Error('wrong name or password'), isKnown ? { user: username } : undefined);
    },
    onData: (stream, session, done) => {
      void readMail(stream, session)
        .then((mail) => {
          if (refusal.lettersLeft > 0) {
            refusal.lettersLeft -= 1;
            throw Object.assign(new Error('refused by the test'), { responseCode: refusal.code });
          }
          mails.push(mail);
        })
        .then(() => {
          done();
        }, done);
    },
  });
  // A client that is killed in the middle of a letter is part of the tests.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');

  return {
    url: `smtp://127.0.0.1:${String(address.port)}`,
    port: address.port,
    mails,
    ca: certificate?.cert ?? '',
    refuseNext: (count, code) => {
      refusal = { lettersLeft: count, code };
    },
    close: promisify(server.close.bind(server)),
  };
}

async function makeCertificate(): Promise<{ private: string; cert: string }> {
  const { generate } = await import('selfsigned');
  const altNames = [{ type: 2, value: 'localhost' } as const];
  return generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames }],
  });
}

async function readMail(stream: Readable, session: SMTPServerSession): Promise<ReceivedMail> {
  const bytes = await buffer(stream);
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) };
  return { at: new Date(), envelope, mail: await PostalMime.parse(bytes), raw: bytes.toString('utf8') };
}
