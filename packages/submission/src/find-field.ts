import { normaliseName, type NameRule } from './field-names.ts';
import type { FormField, RecognitionReason } from './submission.ts';

/** A field with the form of its name that rules compare. */
export interface NamedField extends FormField {
  key: string;
}

export interface Found {
  field: NamedField;
  reason: RecognitionReason;
}

/** Every field that the rule's names fit, aliases before names that contain a word, each in the order of the form. */
export function* findByName(fields: NamedField[], rule: NameRule): Generator<Found> {
  for (const alias of rule.aliases) {
    for (const field of fields) if (field.key === alias) yield { field, reason: 'alias' };
  }
  for (const field of fields) {
    if (rule.aliases.includes(field.key)) continue;
    if (rule.contains.test(field.key) && !rule.except.test(field.key)) yield { field, reason: 'name-contains' };
  }
}

/** The field that the widget's owner has named, where this form has it with a value. */
export function findPinned(
  fields: NamedField[],
  pin: string | undefined,
  accepts: (value: string) => boolean,
): Found | null {
  if (pin === undefined) return null;
  const exact = pin.trim();
  const field = fields.find(({ name, value }) => name.trim() === exact && accepts(value));
  return field ? { field, reason: 'pinned' } : null;
}

export function nameField({ name, value }: FormField): NamedField {
  return { name, value, key: normaliseName(name) };
}
