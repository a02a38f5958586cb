import type { SmtpAccount, SmtpSecurity } from '@ringback/db';

import type { Language, LetterRecipient, LetterSettings, WidgetSettings } from '@ringback/scenario';

/** What a widget writes to whom, and by which server. */
export interface LettersView {
  language: Language;
  /** By name; a recipient may ask for the leads of one. */
  offices: string[];
  recipients: LetterRecipient[];
  templates: LetterSettings['templates'];
  account: SmtpAccountView | null;
  /** The sender where the widget has no account; null: the console does not know. */
  installationSender: string | null;
}

export interface SmtpAccountView {
  host: string;
  port: number;
  security: SmtpSecurity;
  username: string | null;
  hasPassword: boolean;
  sender: string;
}

export function viewLetters(
  { language, offices, letters }: WidgetSettings,
  account: SmtpAccount | null,
  installationSender: string | null,
): LettersView {
  return {
    language,
    offices: offices.map(({ name }) => name),
    recipients: letters.recipients,
    templates: letters.templates,
    account: account && viewAccount(account),
    installationSender,
  };
}

/** The password is told to nobody. */
export function viewAccount({ host, port, security, username, passwordSealed, sender }: SmtpAccount): SmtpAccountView {
  return { host, port, security, username, hasPassword: passwordSealed !== null, sender };
}
