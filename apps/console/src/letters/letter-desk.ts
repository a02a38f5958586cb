import { randomUUID } from 'node:crypto';

import { findSmtpAccount, type Database, type SmtpAccount } from '@ringback/db';
import { TargetRefusedError, type AddressGuard } from '@ringback/delivery';
import {
  admitServer,
  buildMessage,
  buildSampleLead,
  checkLetterTemplates,
  composeLetter,
  createMailer,
  createPostOffice,
  createTemplateRenderer,
  type Letter,
  type OpenSmtpAccount,
} from '@ringback/letters';
import { createSeal } from '@ringback/queue';
import { Lifecycle, type Logger } from '@ringback/runtime';
import type { LetterKind, LetterSettings, LetterTemplate, WidgetSettings } from '@ringback/scenario';

import type { ConsoleConfig } from '../config.ts';
import { ConsoleError } from '../problems.ts';

export interface LetterDraft {
  letter: LetterKind;
  template: LetterTemplate;
  settings: LetterSetting;
}

/** What letters depend on besides their templates. */
export type LetterSetting = Pick<WidgetSettings, 'language' | 'schedule'>;

export interface LetterDesk {
  /** Null: the console sends nothing. */
  installationSender: string | null;
  /** Throws `template-not-valid` with everything that is wrong. */
  checkTemplates: (templates: LetterSettings['templates'], settings: LetterSetting) => Promise<void>;
  /** The letter about a lead as it often comes. Throws `template-not-valid`. */
  preview: (draft: LetterDraft) => Promise<Letter>;
  /** Sends the letter as the worker would; answers the server's words. Throws `letter-not-sent`. */
  sendTest: (draft: LetterDraft, to: string, widgetHash: string) => Promise<string>;
  /** Throws `mail-server-not-allowed`. */
  sealAccount: (account: OpenSmtpAccount, kept: SmtpAccount | null) => Promise<SmtpAccount>;
  close: () => Promise<void>;
}

export interface LetterDeskDeps {
  prisma: Database['prisma'];
  guard: AddressGuard;
  now: () => Date;
  log: Logger;
}

const TEST_WITHIN_MS = 20_000;

/** All that the cabinet does with letters besides keeping settings. */
export function createLetterDesk(
  { mail, publicUrl }: Pick<ConsoleConfig, 'mail' | 'publicUrl'>,
  { prisma, guard, now, log }: LetterDeskDeps,
): LetterDesk {
  const lifecycle = new Lifecycle(log);
  const renderer = lifecycle.add('template renderer', createTemplateRenderer(), (r) => r.close());
  const outbox = mail && openOutbox(mail);
  const optionsFor = ({ language, schedule }: LetterSetting) => ({
    language,
    consoleUrl: publicUrl,
    ...(schedule && { timeZone: schedule.timeZone }),
  });

  function openOutbox({ secretKey, smtp }: NonNullable<ConsoleConfig['mail']>) {
    const seal = createSeal(secretKey);
    const mailer = lifecycle.add('mailer', createMailer({ smtpUrl: smtp.url, sendWithinMs: TEST_WITHIN_MS }), (m) => {
      m.close();
    });
    const postOffice = createPostOffice({
      guard,
      findAccount: (widgetHash) => findSmtpAccount(prisma, widgetHash),
      open: seal.open,
      installation: { mailer, sender: smtp.from },
      sendWithinMs: TEST_WITHIN_MS,
    });
    return { seal, postOffice: lifecycle.add('post office', postOffice, (office) => office.close()) };
  }

  async function preview({ letter: kind, template, settings }: LetterDraft): Promise<Letter> {
    const lead = buildSampleLead(kind, settings.language);
    const { letter, faults } = await composeLetter({ kind, lead, options: optionsFor(settings), template }, renderer);
    if (faults.length > 0) throw templateNotValid(faults.map((fault) => ({ letter: kind, ...fault })));
    return letter;
  }

  return {
    installationSender: mail?.smtp.from ?? null,
    async checkTemplates(templates, settings) {
      const faults = await checkLetterTemplates(templates, optionsFor(settings), renderer);
      if (faults.length > 0) throw templateNotValid(faults);
    },
    preview,
    async sendTest(draft, to, widgetHash) {
      if (!outbox) throw mailNotSetUp();
      const letter = await preview(draft);
      const { mailer, sender } = await outbox.postOffice.find(widgetHash);
      const message = buildMessage({ deliveryId: randomUUID(), from: sender, to, replyTo: null, letter });
      return mailer.send(message).then(({ response }) => response, refuseToSend);
    },
    async sealAccount(account, kept) {
      if (!outbox) throw mailNotSetUp();
      await admit(account, guard);
      const { password, ...rest } = account;
      // A kept password goes to the server that it was given for, and to no other.
      const isKept = password === null && kept !== null && isSameServer(account, kept);
      const sealed = password === null ? null : outbox.seal.seal(password);
      return { ...rest, passwordSealed: isKept ? kept.passwordSealed : sealed, updatedAt: now() };
    },
    close: () => lifecycle.close(),
  };
}

function isSameServer(a: Pick<SmtpAccount, 'host' | 'port' | 'username'>, b: SmtpAccount): boolean {
  return a.host === b.host && a.port === b.port && a.username === b.username;
}

async function admit(account: OpenSmtpAccount, guard: AddressGuard): Promise<void> {
  try {
    await admitServer(account, guard);
  } catch (err) {
    const reason = err instanceof TargetRefusedError ? err.message : 'the host is not known';
    throw new ConsoleError('mail-server-not-allowed', `The mail server cannot be used: ${reason}.`);
  }
}

function refuseToSend(err: unknown): never {
  const reason = err instanceof Error ? err.message : 'it could not be reached';
  throw new ConsoleError('letter-not-sent', `The mail server did not take the letter: ${reason.slice(0, 300)}`);
}

function templateNotValid(problems: object[]): ConsoleError {
  return new ConsoleError('template-not-valid', 'A template cannot be filled in.', { problems });
}

function mailNotSetUp(): ConsoleError {
  return new ConsoleError('mail-not-set-up', 'This console was started without a mail server and a key for passwords.');
}
