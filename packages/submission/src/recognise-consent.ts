import type { NamedField } from './find-field.ts';
import { hasWord, splitName, WORDS_OF_CONSENT } from './name-rules.ts';
import { findText } from './recognise-texts.ts';
import type { Recognition, RecogniseSettings } from './submission.ts';

const MAX_WORDS_LENGTH = 1000;
const SEVERAL_WORDS = /\p{L}{2}\s+\p{L}/u;

/** The ticked box with the words that the visitor has agreed to, where the form has sent them as its value or beside it. */
export function recogniseConsent(fields: NamedField[], settings: RecogniseSettings): Recognition | null {
  const found = findText('consent', fields, settings);
  if (!found) return null;
  const { field, reason } = found;
  const words = [field, ...fields.filter(isLabelOf(field))].find(({ value }) => SEVERAL_WORDS.test(value));
  const cut = words?.value.trim().slice(0, MAX_WORDS_LENGTH).toWellFormed();
  return { field: field.name, reason, ...(cut && { words: cut }) };
}

/** `agree_text` is of `agree`, `consent[label]` of `consent`. */
function isLabelOf({ meaning: { key } }: NamedField): (other: NamedField) => boolean {
  return (other) =>
    other.meaning.key !== key &&
    other.meaning.key.startsWith(`${key}_`) &&
    hasWord(splitName(other.meaning.key), WORDS_OF_CONSENT);
}
