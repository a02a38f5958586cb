import { byValue, findByName, findPinned, type Found, type NamedField } from './find-field.ts';
import { hasValue } from './has-value.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { joinPhoneParts } from './join-phone-parts.ts';
import { isUnfinishedMask, readPhone, type PhoneReading } from './phone.ts';
import type { RecogniseSettings } from './submission.ts';
import { isCertainlyPhone, isWrittenAsPhone } from './written-as-phone.ts';

export interface RecognisedPhone {
  reading: PhoneReading;
  /** The field that holds the phone, or that should hold it. */
  found: Found | null;
}

const NO_PHONE: PhoneReading = { phone: null, refusal: 709 };

// Reading a number is what takes time; no form has more fields for phones than this.
const MAX_READINGS = 10;

const FOREIGN_DIAL_CODE = /^\+?(?![78]$)\d{1,4}$/;
const NATIONAL = /^[\d\s().-]{4,20}$/;

/**
 * The pinned field, else the parts of a phone, else the first field that is named like a phone and holds one, else the
 * first value that is a phone as a whole. Where no field holds a phone, the one that should have held it is found, with what was typed.
 */
export function recognisePhone(fields: NamedField[], settings: RecogniseSettings): RecognisedPhone {
  const pinned = findPinned(fields, settings.pins.phone, hasValue);
  if (pinned) return { found: pinned, reading: readPhone(pinned.field.value, settings) };
  const joined = joinPhoneParts(fields);
  if (joined) {
    const reading = readPhone(joined.value, settings);
    if (reading.refusal !== 709) return { found: { field: joined, reason: 'name-contains', certain: true }, reading };
  }
  const named = findByName(fields, 'phone');
  const dialCode = findForeignDialCode(fields);
  let readings = 0;
  for (const found of candidates(named, fields)) {
    if (++readings > MAX_READINGS) break;
    const reading = readPhone(withDialCode(found.field.value, dialCode), settings);
    if (reading.refusal !== 709) return { found, reading };
  }
  const typed = named.filter(({ field }) => hasValue(field.value) && !isPlaceholder(field.value));
  const found = typed.find(({ field }) => !isUnfinishedMask(field.value)) ?? typed[0] ?? null;
  return { found, reading: NO_PHONE };
}

function* candidates(named: Found[], fields: NamedField[]): Generator<Found> {
  for (const found of named) if (/\p{Nd}/u.test(found.field.value)) yield found;
  for (const field of fields) {
    if (field.meaning.ofOthers) continue;
    const value = field.value.trim();
    if (isWrittenAsPhone(value) && (!field.meaning.neverAPhone || isCertainlyPhone(value))) yield byValue(field);
  }
}

/** A field of its own for the country's code, as +375: what stands beside it is no Russian number. */
function findForeignDialCode(fields: NamedField[]): string | null {
  const field = fields.find(({ meaning, value }) => meaning.isDialCode && FOREIGN_DIAL_CODE.test(value.trim()));
  return field ? field.value.trim().replace('+', '') : null;
}

function withDialCode(value: string, dialCode: string | null): string {
  return dialCode !== null && NATIONAL.test(value.trim()) ? `+${dialCode} ${value}` : value;
}
