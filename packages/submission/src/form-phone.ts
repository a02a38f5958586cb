import { fieldsFor } from './fields-for.ts';
import type { NamedField } from './find-field.ts';
import { nameFields } from './name-fields.ts';
import { recognisePhone, type RecognisedPhone } from './recognise-phone.ts';
import type { ParsedForm, RecogniseSettings, Submission } from './submission.ts';
import { unfoldFields } from './unfold-fields.ts';

/** What the answer to a form depends on. */
export type FormPhone = Pick<Submission, 'phoneRaw' | 'phone' | 'phoneRefusal'>;

/** The phone alone, as `recogniseSubmission` finds it among everything else. Never throws. */
export function recogniseFormPhone(form: ParsedForm, settings: RecogniseSettings): FormPhone {
  return toFormPhone(findPhone(nameFields(form.fields), settings).phone);
}

/**
 * A form without a phone is looked into once more: its script may have sent the whole of it as one field. `among`: the
 * fields that the phone was found among.
 */
export function findPhone(
  fields: NamedField[],
  settings: RecogniseSettings,
): { phone: RecognisedPhone; among: NamedField[] } {
  const phone = recognisePhone(fieldsFor('phone', fields, settings), settings);
  const inner = phone.reading.refusal === 709 ? unfoldFields(fields) : [];
  if (inner.length === 0) return { phone, among: fields };
  const all = [...fields, ...inner];
  const unfolded = recognisePhone(fieldsFor('phone', all, settings), settings);
  return unfolded.reading.refusal === 709 ? { phone, among: fields } : { phone: unfolded, among: all };
}

export function toFormPhone({ reading, found }: RecognisedPhone): FormPhone {
  return { phoneRaw: found?.field.value ?? null, phone: reading.phone, phoneRefusal: reading.refusal };
}
