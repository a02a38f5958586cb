import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

import { typeOfRussian } from './russian-numbers.ts';
import type { RecogniseSettings } from './submission.ts';

export type PhoneReading = { phone: string; refusal: null } | { phone: null; refusal: 709 | 718 };

/** The library's words for kinds of numbers; a widget's settings name those that it calls. */
export const PHONE_NUMBER_TYPES = [
  'MOBILE',
  'FIXED_LINE',
  'FIXED_LINE_OR_MOBILE',
  'VOIP',
  'TOLL_FREE',
  'SHARED_COST',
  'PREMIUM_RATE',
  'PERSONAL_NUMBER',
  'UAN',
  'PAGER',
  'VOICEMAIL',
] as const;

/** Russian numbers that cost what a call costs: no premium, shared-cost or toll-free ones. */
export const DEFAULT_RECOGNISE_SETTINGS: RecogniseSettings = {
  countries: ['RU'],
  numberTypes: ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP'],
  pins: {},
};

const MAX_LENGTH = 64;
// Soft hyphen, zero-width and direction marks come along when a number is copied from a page.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** `tel:` of a link, and what people write before a number: `т. 8 916…`, `моб.: +7…`. */
const LABEL = /^(?:tel|phone|mob|тел|телефон|т|моб|сот)[.:]*\s*(?=[+(\d])/iu;
/** A number that was copied with what stood around it. */
const EDGES = /^["'«“„]+|["'»”“;,]+$/g;
/** What is dialled after the answer, in words and brackets that the library does not know: `(доб. 105)`, `вн. 105`. */
const EXTENSION = /[\s,(]+(?:доб|добавочный|вн|внутр|внутренний|ext)\.?\s*(\d{1,6})\)?$/iu;
/** Into a mask that begins with `+` or `+7` a whole number was pasted: `+7 (+7 999 888-66-55`. */
const DOUBLED_PLUS = /^\+7?[\s(]*(?=\+)/;
/** A number and nothing else, as most are. */
const PLAIN = /^ ?\+?[\d ().-]+$/;
const SEPARATORS = /[\s().\-‐-―/·•*]/g;
const PLACEHOLDER = /[_#]/;

/** A number that exists. */
interface ValidNumber {
  /** E.164. */
  number: string;
  country: string | undefined;
  type: string;
}

const NOT_A_PHONE: PhoneReading = { phone: null, refusal: 709 };

/** Reads a whole value as one phone number: E.164 when the settings allow to call it, else the status code of why not. */
export function readPhone(text: string, settings: RecogniseSettings): PhoneReading {
  const parsed = parsePhone(text, settings);
  if (!parsed) return NOT_A_PHONE;
  const allowed =
    settings.countries.some((country) => country === parsed.country) && settings.numberTypes.includes(parsed.type);
  return allowed ? { phone: parsed.number, refusal: null } : { phone: null, refusal: 718 };
}

/** The number that a text means, whether or not anybody calls such numbers; null: none that exists. */
export function identifyPhone(text: string): ValidNumber | null {
  return parsePhone(text, DEFAULT_RECOGNISE_SETTINGS);
}

function parsePhone(text: string, settings: RecogniseSettings): ValidNumber | null {
  if (text.length > MAX_LENGTH || isUnfinishedMask(text)) return null;
  const typed = PLAIN.test(text) ? text.trim() : withoutSurroundings(text);
  const russian = settings.countries.includes('RU') || settings.countries.length === 0;
  if (russian) {
    const number = readAsRussian(typed);
    if (number !== undefined) return number;
  }
  const homeCountry = russian ? 'RU' : settings.countries.find((country) => isSupportedCountry(country));
  return parseValid(typed, homeCountry) ?? parseWithoutPlus(typed);
}

function withoutSurroundings(text: string): string {
  const trimmed = text.replace(INVISIBLE, '').trim().replace(EDGES, '');
  return trimmed.replace(LABEL, '').replace(DOUBLED_PLUS, '').replace(EXTENSION, ' ext. $1');
}

/** `+7(999) 888-__-__`: an input mask that the visitor has not filled. */
export function isUnfinishedMask(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** The Russian reading of the digits, null for digits that are certainly no number, undefined for anything else. */
function readAsRussian(typed: string): ValidNumber | null | undefined {
  const [, plus = '', digits = ''] = /^(\+?)(\d{10,12})$/.exec(typed.replace(SEPARATORS, '')) ?? [];
  if (digits.length === 11 && digits.startsWith('7')) return parseNational(digits.slice(1));
  // +81, +84 and +886 are countries: the 8 is a Russian prefix where it stands apart or before a 9, and gives no other number.
  if (plus && digits.startsWith('8') && (!/^\+8(?:9|\D)/.test(typed) || parseValid(`+${digits}`))) return undefined;
  if (digits.length === 12) return /^[78]{2}/.test(digits) ? readDoubledPrefix(digits) : undefined;
  if (digits.length === 11 && digits.startsWith('8')) return parseNational(digits.slice(1)) ?? undefined;
  if (digits.length === 10 && !plus && /^[9843]/.test(digits)) {
    // An 8 set apart is the trunk prefix, so that a digit is missing: 8 (342) 123-45-6 is not +7 834 212-34-56.
    return /^8\D/.test(typed) ? null : parseNational(digits);
  }
  return undefined;
}

/**
 * Masks put a typed `8` or `7` after their own `+7`: twelve digits. Without the doubled prefix they must be a number, and
 * with it cut at eleven digits they must not, else it is open which digit is one too many.
 */
function readDoubledPrefix(digits: string): ValidNumber | null {
  const cut = parseNational(digits.slice(1, 11));
  return cut ? null : parseNational(digits.slice(2));
}

/** Scripts strip everything but digits, so that a foreign number arrives without its plus. */
function parseWithoutPlus(typed: string): ValidNumber | null {
  const digits = typed.replace(SEPARATORS, '');
  return /^[1-9]\d{10,14}$/.test(digits) ? parseValid(`+${digits}`) : null;
}

/** After +7. */
function parseNational(national: string): ValidNumber | null {
  const type = typeOfRussian(national);
  if (type === undefined) return parseValid(`+7${national}`);
  return type && { number: `+7${national}`, country: 'RU', type };
}

function parseValid(text: string, defaultCountry?: CountryCode): ValidNumber | null {
  const parsed = parsePhoneNumberFromString(text, { extract: false, ...(defaultCountry && { defaultCountry }) });
  // Being of some type is what `isValid` means with the full metadata.
  const type = parsed?.getType();
  return parsed && type ? { number: parsed.number, country: parsed.country, type } : null;
}
