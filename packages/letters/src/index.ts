export { buildMessage, type Message } from './build-message.ts';
export { checkLetterTemplates, type LetterFault } from './check-letter-templates.ts';
export { classifySmtpError } from './classify-smtp-error.ts';
export { composeLetter, type ComposedLetter, type LetterParts } from './compose-letter.ts';
export { createMailer, type Mailer } from './create-mailer.ts';
export type { Letter, LetterLead, LetterOptions } from './letter.ts';
export { buildSampleLead } from './sample-leads.ts';
export type { TemplateFault } from './template/template-fault.ts';
export { createTemplateRenderer, type TemplateRenderer } from './template/template-renderer.ts';
