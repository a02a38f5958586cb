export { buildLeadLetter, buildStatusLetter } from './build-letter.ts';
export { buildMessage, type Message } from './build-message.ts';
export { buildSwitchOffLetter, type SwitchedOffWebhook } from './build-switch-off-letter.ts';
export { classifySmtpError } from './classify-smtp-error.ts';
export { createMailer, type Mailer } from './create-mailer.ts';
export type { Letter, LetterLead, LetterOptions } from './letter.ts';
