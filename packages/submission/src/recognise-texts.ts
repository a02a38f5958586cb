import { NAME_PARTS } from './field-names.ts';
import { findByName, findPinned, type Found, type NamedField } from './find-field.ts';
import { hasValue } from './has-value.ts';
import type { Recognition, RecognisedName, RecogniseSettings } from './submission.ts';

export interface RecognisedText {
  value: string;
  recognition: Recognition;
}

type TextName = Exclude<RecognisedName, 'phone'>;

const EMAIL = /^[^\s@<>"(),;:]{1,64}@[^\s@<>"(),;:]{1,190}\.[^\s@<>"(),;:.]{2,63}$/;
const LETTER = /\p{L}/u;
const UNTICKED = new Set(['0', 'false', 'no', 'off', 'нет']);

const ACCEPTS: Record<TextName, (value: string) => boolean> = {
  email: (value) => EMAIL.test(value.trim()),
  visitorName: (value) => hasValue(value) && LETTER.test(value) && !EMAIL.test(value.trim()),
  comment: hasValue,
  formName: hasValue,
  consent: (value) => hasValue(value) && !UNTICKED.has(value.trim().toLowerCase()),
};

/** The first field that is pinned, named or, for an e-mail address, filled as `name` says. */
export function recogniseText(name: TextName, fields: NamedField[], settings: RecogniseSettings): Found | null {
  const accepts = ACCEPTS[name];
  const pinned = findPinned(fields, settings.pins[name], accepts);
  if (pinned) return pinned;
  for (const found of findByName(fields, name)) if (accepts(found.field.value)) return found;
  if (name !== 'email') return null;
  const field = fields.find(({ value }) => value.includes('@') && accepts(value));
  return field ? { field, reason: 'by-value' } : null;
}

/** The visitor's name; put together where a form asks for its parts one by one. */
export function recogniseVisitorName(fields: NamedField[], settings: RecogniseSettings): RecognisedText | null {
  const found = recogniseText('visitorName', fields, settings);
  if (found && (found.reason !== 'alias' || !NAME_PARTS.first.has(found.field.key))) return toText(found);
  const part = (keys: Set<string>): NamedField[] => {
    const field = fields.find(({ key, value }) => keys.has(key) && ACCEPTS.visitorName(value));
    return field && field !== found?.field ? [field] : [];
  };
  const parts = [...(found ? [found.field] : []), ...part(NAME_PARTS.middle), ...part(NAME_PARTS.last)];
  if (parts.length === 0) return null;
  return {
    value: parts.map(({ value }) => value.trim()).join(' '),
    recognition: { field: parts.map(({ name }) => name).join('+'), reason: 'alias' },
  };
}

export function toText({ field, reason }: Found): RecognisedText {
  return { value: field.value.trim(), recognition: { field: field.name, reason } };
}
