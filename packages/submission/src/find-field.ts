import { NAME_RULES, NEVER_A_PHONE, normaliseName } from './field-names.ts';
import type { FormField, RecognisedName, RecognitionReason } from './submission.ts';

/** What the name of a field says, whatever its value is. */
interface NameMeaning {
  /** The form in which names are compared. */
  key: string;
  /** Of what the name may mean: 0 for the strongest alias, `BY_WORD` for a name that holds a word of it. */
  ranks: Partial<Record<RecognisedName, number>>;
  neverAPhone: boolean;
}

export interface NamedField extends FormField, NameMeaning {}

export interface Found {
  field: NamedField;
  reason: RecognitionReason;
}

const BY_WORD = Infinity;

const MAX_KNOWN_NAMES = 1000;

/** The forms of a site have the same few names every time, and telling what a name means takes a dozen expressions. */
const knownNames = new Map<string, NameMeaning>();

export function nameField({ name, value }: FormField): NamedField {
  return { name, value, ...meaningOf(name) };
}

function meaningOf(name: string): NameMeaning {
  const known = knownNames.get(name);
  if (known) return known;
  const key = normaliseName(name);
  const meaning = { key, ranks: rank(key), neverAPhone: NEVER_A_PHONE.test(key) };
  if (knownNames.size >= MAX_KNOWN_NAMES) knownNames.clear();
  knownNames.set(copyOf(name), meaning);
  return meaning;
}

/** A part of a text keeps the whole of it in memory; this does not. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

function rank(key: string): NameMeaning['ranks'] {
  const ranks: NameMeaning['ranks'] = {};
  for (const { name, aliases, contains, except } of NAME_RULES) {
    const place = aliases.indexOf(key);
    if (place !== -1) ranks[name] = place;
    else if (contains.test(key) && !except.test(key)) ranks[name] = BY_WORD;
  }
  return ranks;
}

/** Every field whose name may mean `name`, aliases before names that contain a word, each in the order of the form. */
export function findByName(fields: NamedField[], name: RecognisedName): Found[] {
  const rankOf = ({ ranks }: NamedField): number => ranks[name] ?? -1;
  return fields
    .filter((field) => rankOf(field) !== -1)
    .sort((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)))
    .map((field) => ({ field, reason: rankOf(field) === BY_WORD ? 'name-contains' : 'alias' }));
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
