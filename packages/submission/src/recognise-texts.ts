import { byValue, findByName, findPinned, type Found, type NamedField } from './find-field.ts';
import { hasValue } from './has-value.ts';
import { isPlaceholder } from './is-placeholder.ts';
import type { Recognition, RecognisedName, RecogniseSettings } from './submission.ts';

export interface RecognisedText {
  value: string;
  recognition: Recognition;
}

type TextName = Exclude<RecognisedName, 'phone'>;

const EMAIL = /^[^\s@<>"(),;:]{1,64}@[^\s@<>"(),;:]{1,190}\.[^\s@<>"(),;:.]{2,63}$/;
const LETTER = /\p{L}/u;
/** As people are called: a few words without digits. */
const PERSON = /^[\p{L}\p{M}.'’`()-]{1,40}(?:[\s,]+[\p{L}\p{M}.'’`()-]{1,40}){0,4}$/u;
const UNTICKED = new Set(['0', 'false', 'no', 'n', 'off', 'unchecked', 'нет', 'не согласен', 'не согласна']);
const AGREES =
  /^(?:да,?\s+)?(?:я\s+)?(?:(?:ознакомлен[аы]?\s(?!.*\sне\s).*\s)?согла(?:сен|сна|шаюсь)(?![\p{L}])|(?:даю|подтверждаю|выражаю)\s+(?:\S+\s+)?согласие|принимаю\s)|^i\s+(?:agree|accept|consent)/iu;

const ACCEPTS: Record<TextName, (value: string, certain: boolean) => boolean> = {
  email: (value) => EMAIL.test(value.trim()),
  visitorName: (value, certain) =>
    isTyped(value) && (certain ? LETTER.test(value) && !EMAIL.test(value.trim()) : PERSON.test(value.trim())),
  comment: isTyped,
  formName: hasValue,
  consent: (value) => hasValue(value) && !UNTICKED.has(value.trim().toLowerCase()),
};

/** E-mail addresses and consents are known by what they say, wherever they stand. */
const BY_VALUE: Partial<Record<TextName, (field: NamedField) => boolean>> = {
  email: ({ value, meaning }) => value.includes('@') && !meaning.ofOthers && EMAIL.test(value.trim()),
  consent: ({ value, meaning }) => meaning.ranks.comment === undefined && AGREES.test(value.trim()),
};

/** The first field that is pinned, named or, where that tells enough, filled as `name` says. */
export function findText(name: TextName, fields: NamedField[], settings: RecogniseSettings): Found | null {
  const accepts = ACCEPTS[name];
  const pinned = findPinned(fields, settings.pins[name], (value) => accepts(value, true));
  if (pinned) return pinned;
  for (const found of findByName(fields, name)) if (accepts(found.field.value, found.certain)) return found;
  const isByValue = BY_VALUE[name];
  const field = isByValue && fields.find(isByValue);
  return field ? byValue(field) : null;
}

export function recogniseText(
  name: TextName,
  fields: NamedField[],
  settings: RecogniseSettings,
): RecognisedText | null {
  const found = findText(name, fields, settings);
  return found && toText(found);
}

export function isPersonName(value: string): boolean {
  return ACCEPTS.visitorName(value, false);
}

function isTyped(value: string): boolean {
  return hasValue(value) && !isPlaceholder(value);
}

export function toText({ field, reason }: Found): RecognisedText {
  return { value: field.value.trim(), recognition: { field: field.name, reason } };
}
