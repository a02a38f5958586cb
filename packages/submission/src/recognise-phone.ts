import { hasValue } from './has-value.ts';
import { isUnfinishedMask, readPhone, type PhoneReading } from './phone.ts';
import { findByName, findPinned, type Found, type NamedField } from './find-field.ts';
import type { RecogniseSettings } from './submission.ts';

export interface RecognisedPhone {
  reading: PhoneReading;
  /** The field that holds the phone, or that should hold it. */
  found: Found | null;
}

const NO_PHONE: PhoneReading = { phone: null, refusal: 709 };

// Reading a number is what takes time; no form has more fields for phones than this.
const MAX_READINGS = 10;

const WRITTEN_AS_PHONE = /^\+?[\d\s().\-‐-―\u200b-\u200f]{10,25}$/;
const BARE_DIGITS = /^\d+$/;
const BARE_MOBILE = /^[78]9\d{9}$/;
const RUSSIAN_DIGITS = /^(?:[78]\d{10,11}|[9843]\d{9})$/;
// `4 951 234 567` is a sum, `4951 234567` and `49 51 234567` are a passport.
const WRITTEN_AS_OTHER = /^(?:\d{1,3}(?:[\s.]\d{3})+(?:\.\d{1,2})?|\d\d\s?\d\d\s\d{6})$/;

/**
 * The pinned field, else the first field that is named like a phone and holds one, else the first value that is a
 * phone as a whole. Where no field holds a phone, the one that should have held it is found, with what was typed.
 */
export function recognisePhone(fields: NamedField[], settings: RecogniseSettings): RecognisedPhone {
  const pinned = findPinned(fields, settings.pins.phone, hasValue);
  if (pinned) return { found: pinned, reading: readPhone(pinned.field.value, settings) };
  const named = findByName(fields, 'phone');
  for (const found of [...named, ...findByValue(fields)].slice(0, MAX_READINGS)) {
    const reading = readPhone(found.field.value, settings);
    if (reading.refusal !== 709) return { found, reading };
  }
  const typed = named.filter(({ field }) => hasValue(field.value));
  const found = typed.find(({ field }) => !isUnfinishedMask(field.value)) ?? typed[0] ?? null;
  return { found, reading: NO_PHONE };
}

function* findByValue(fields: NamedField[]): Generator<Found> {
  for (const field of fields) {
    if (isPhoneAsWhole(field.value.trim()) && !field.neverAPhone) yield { field, reason: 'by-value' };
  }
}

/**
 * Not a sum, a date, an id or a text with digits: in a field of any name, only what is written as phones are. Bare digits
 * are taken for a Russian mobile number and nothing else, digits without a plus for a Russian number.
 */
function isPhoneAsWhole(value: string): boolean {
  if (!WRITTEN_AS_PHONE.test(value) || WRITTEN_AS_OTHER.test(value)) return false;
  if (BARE_DIGITS.test(value)) return BARE_MOBILE.test(value);
  return value.startsWith('+') || RUSSIAN_DIGITS.test(value.replace(/\D/g, ''));
}
