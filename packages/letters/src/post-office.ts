import type { SmtpAccount } from '@ringback/db';

import type { Mailer } from './create-mailer.ts';
import { createAccountMailer, type AccountMailerOptions, type OpenSmtpAccount } from './smtp-account.ts';

/** The way by which letters leave, and whose they are. */
export interface LetterExit {
  mailer: Pick<Mailer, 'send'>;
  sender: string;
}

export interface PostOffice {
  /** The widget's own way; without one, that of the installation. */
  find: (widgetHash: string) => Promise<LetterExit>;
  /** For what the installation itself has to say. */
  installation: LetterExit;
  /** The installation's own mailer is its opener's to close. */
  close: () => void;
}

export interface PostOfficeDeps extends AccountMailerOptions {
  findAccount: (widgetHash: string) => Promise<SmtpAccount | null>;
  /** Opens a sealed password. */
  open: (sealed: string) => string;
  installation: LetterExit;
}

interface Kept {
  mailer: Mailer;
  changedAt: number;
}

/** Each kept account holds a few connections. */
const MAX_KEPT = 100;

/** Keeps the mailers of widgets with an account of their own, the ones that were used last. */
export function createPostOffice({ findAccount, open, installation, ...options }: PostOfficeDeps): PostOffice {
  const kept = new Map<string, Kept>();
  const drop = (widgetHash: string): void => {
    kept.get(widgetHash)?.mailer.close();
    kept.delete(widgetHash);
  };
  const openMailer = (account: SmtpAccount): Mailer => {
    try {
      return createAccountMailer(openAccount(account, open), options);
    } catch (err) {
      return createUnusableMailer(err);
    }
  };
  return {
    installation,
    async find(widgetHash) {
      const account = await findAccount(widgetHash);
      if (!account) {
        drop(widgetHash);
        return installation;
      }
      const changedAt = account.updatedAt.getTime();
      let known = kept.get(widgetHash);
      if (known?.changedAt !== changedAt) {
        drop(widgetHash);
        known = { mailer: openMailer(account), changedAt };
      }
      // A map keeps the order of insertion: the one that was used last is at its end.
      kept.delete(widgetHash);
      kept.set(widgetHash, known);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) drop(oldest);
      return { mailer: known.mailer, sender: account.sender };
    },
    close() {
      for (const widgetHash of [...kept.keys()]) drop(widgetHash);
    },
  };
}

/** What its letters come to is told to the owner of the account, who can enter the password again. */
function createUnusableMailer(cause: unknown): Mailer {
  const refusal = new Error('the password of the mail server cannot be read: enter it again', { cause });
  return { send: () => Promise.reject(refusal), close: () => {} };
}

export function openAccount(account: SmtpAccount, open: (sealed: string) => string): OpenSmtpAccount {
  const { host, port, security, username, passwordSealed, sender } = account;
  return { host, port, security, username, password: passwordSealed === null ? null : open(passwordSealed), sender };
}
