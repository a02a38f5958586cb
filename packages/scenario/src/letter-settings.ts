import Joi from 'joi';

/** `submission`: as soon as a form has arrived. `status`: at the end, with what came of the call. */
export type LetterKind = 'submission' | 'status';

/** At a submission `failure` means that no call will be made, at the end that the two were not connected. */
export type LetterResult = 'success' | 'failure' | 'all';

export interface LetterRecipient {
  to: string;
  letter: LetterKind;
  when: LetterResult;
  /** The name of the office whose leads are told, null: of all. */
  office: string | null;
}

/** In Liquid; null: our own words. */
export interface LetterTemplate {
  subject: string | null;
  body: string | null;
}

export interface LetterSettings {
  recipients: LetterRecipient[];
  templates: Record<LetterKind, LetterTemplate>;
}

const template = Joi.object({
  subject: Joi.string().max(500).allow(null).empty('').default(null),
  body: Joi.string().max(20_000).allow(null).empty('').default(null),
}).default();

export const letterSettingsSchema = Joi.object<LetterSettings>({
  recipients: Joi.array()
    .items(
      Joi.object({
        to: Joi.string().email({ tlds: false }).max(254).required(),
        letter: Joi.valid('submission', 'status').required(),
        when: Joi.valid('success', 'failure', 'all').default('all'),
        office: Joi.valid(null, Joi.in('/offices', { adjust: officeNames })).default(null),
      }),
    )
    .max(100)
    .default([]),
  templates: Joi.object({ submission: template, status: template }).default(),
});

/** Documents from before letters had a section of their own name recipients in `letterTo` and `notification.letters`. */
export function withLetters(document: unknown): unknown {
  if (!isObject(document)) return document;
  const { letterTo, notification, ...rest } = document;
  const { letters: statusLetters, ...otherNotification } = isObject(notification) ? notification : {};
  const recipients = [
    ...listOf(letterTo).map((to) => ({ to, letter: 'submission' })),
    ...listOf(statusLetters).map((recipient) => (isObject(recipient) ? { ...recipient, letter: 'status' } : recipient)),
  ];
  return {
    ...rest,
    ...(Object.keys(otherNotification).length > 0 && { notification: otherNotification }),
    ...(recipients.length > 0 && { letters: addRecipients(rest.letters, recipients) }),
  };
}

function addRecipients(letters: unknown, recipients: unknown[]): object {
  if (!isObject(letters)) return { recipients };
  return { ...letters, recipients: [...recipients, ...listOf(letters.recipients)] };
}

function officeNames(offices: unknown): unknown[] {
  return listOf(offices).map((office) => (isObject(office) ? office.name : null));
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
