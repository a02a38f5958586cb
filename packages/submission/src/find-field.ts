import { cleanText } from './decode-text.ts';
import {
  DIAL_CODE,
  hasWord,
  HOLDS_COOKIES,
  NAME_RULES,
  NEVER_A_PHONE,
  NEVER_TYPED,
  OF_OTHERS,
  PHONE_CODE,
  splitName,
  type NameRule,
  type SplitName,
} from './name-rules.ts';
import { normaliseName } from './normalise-name.ts';
import { remember } from './remember.ts';
import type { FormField, RecognisedName, RecognitionReason } from './submission.ts';
import { idsNamed, type IdRule } from './visit-ids.ts';

/** What the name of a field says, whatever its value is. */
export interface NameMeaning {
  /** The form in which names are compared. */
  key: string;
  /** Of what the name may mean: 0 for the strongest alias, from `BY_WORD` on for a name that holds a word of it. */
  ranks: Partial<Record<RecognisedName, number>>;
  /** What it holds are not the visitor's own phone and address. */
  ofOthers: boolean;
  /** Digits in it are something else, unless they are written as only phones are. */
  neverAPhone: boolean;
  isDialCode: boolean;
  /** Of a country or a city, where a phone is asked for in parts. */
  isPhoneCode: boolean;
  /** Of statistics. */
  idRules: IdRule[];
  holdsCookies: boolean;
  /** `utm_source` and the like, null for other names. */
  utm: string | null;
}

export interface NamedField extends FormField {
  meaning: NameMeaning;
}

export interface Found {
  field: NamedField;
  reason: RecognitionReason;
  /** The name says it alone, whatever the value looks like. */
  certain: boolean;
}

const BY_WORD = 1000;
const BY_LIKELY_WORD = BY_WORD;
const BY_ANY_WORD = BY_WORD + 1;
const BY_UNLIKELY_WORD = BY_WORD + 2;

const UTM_MARK = /(?:^|_)utm_?(type|source|medium|campaign|content|term)$/;
/** Two escapes at least, as `50%25` is a sum of percents; or the plus of a phone. */
const STILL_ENCODED = /^(?:[^\s%]*(?:%[\da-f]{2}[^\s%]*){2,}|%2b\d{10,15})$/i;

/** `label` is what the field is called where that is not its name. */
export function nameField({ name, value }: FormField, label = name): NamedField {
  return { name, value: decodeTwice(value), meaning: meaningOf(label) };
}

export const meaningOf = remember((name): NameMeaning => {
  const key = normaliseName(name);
  const split = splitName(key);
  const typed = !NEVER_TYPED.test(key);
  return {
    key,
    ranks: typed ? rank(split, name) : {},
    ofOthers: !typed || hasWord(split, OF_OTHERS),
    neverAPhone: hasWord(split, NEVER_A_PHONE),
    isDialCode: hasWord(split, DIAL_CODE),
    isPhoneCode: hasWord(split, PHONE_CODE),
    idRules: idsNamed(key),
    holdsCookies: HOLDS_COOKIES.test(key),
    utm: readUtmName(name, key),
  };
});

/** Scripts send marks in an object of their own, too: `extra[utm][source]`. Others are `utm_source_2` or `utmsource`. */
function readUtmName(name: string, key: string): string | null {
  const mark = UTM_MARK.exec(key)?.[1];
  if (mark !== undefined) return `utm_${mark}`;
  const trimmed = name.trim().toLowerCase();
  return trimmed.startsWith('utm_') ? trimmed : null;
}

/** Scripts encode what is encoded once more by what sends it: `%D0%90%D0%BD…`. */
function decodeTwice(value: string): string {
  if (!value.includes('%') || !STILL_ENCODED.test(value)) return value;
  try {
    // There may be a NUL in it now.
    return cleanText(decodeURIComponent(value));
  } catch {
    return value;
  }
}

function rank(split: SplitName, name: string): NameMeaning['ranks'] {
  const ranks: NameMeaning['ranks'] = {};
  for (const rule of NAME_RULES) {
    const place = rule.aliases.indexOf(split.key);
    // `text-463` is any line of a form builder's form.
    if (place !== -1 && !(split.key === 'text' && /\d$/.test(name))) ranks[rule.name] = place;
    else if (hasWord(split, rule.contains) && !hasWord(split, rule.except)) ranks[rule.name] = rankByWord(split, rule);
  }
  return ranks;
}

function rankByWord(split: SplitName, { likely, unlikely }: NameRule): number {
  if (hasWord(split, unlikely)) return BY_UNLIKELY_WORD;
  return hasWord(split, likely) ? BY_LIKELY_WORD : BY_ANY_WORD;
}

/** Every field whose name may mean `name`, aliases before names that contain a word, each in the order of the form. */
export function findByName(fields: NamedField[], name: RecognisedName): Found[] {
  const found: Found[] = [];
  for (const field of fields) {
    const rank = field.meaning.ranks[name];
    if (rank === undefined) continue;
    found.push({ field, reason: rank < BY_WORD ? 'alias' : 'name-contains', certain: rank <= BY_LIKELY_WORD });
  }
  return found.length > 1 ? found.sort((a, b) => rankOf(a, name) - rankOf(b, name)) : found;
}

function rankOf({ field }: Found, name: RecognisedName): number {
  return field.meaning.ranks[name] ?? Infinity;
}

export function byValue(field: NamedField): Found {
  return { field, reason: 'by-value', certain: true };
}

/** The field that the widget's owner has named, where this form has it with a value. */
export function findPinned(
  fields: NamedField[],
  pin: string | undefined,
  accepts: (value: string) => boolean,
): Found | null {
  if (pin === undefined) return null;
  const exact = pin.trim();
  const field =
    fields.find(({ name, value }) => name.trim() === exact && accepts(value)) ??
    fields.find(({ name, value }) => name.trim().toLowerCase() === exact.toLowerCase() && accepts(value));
  return field ? { field, reason: 'pinned', certain: true } : null;
}
