const WRITTEN_AS_PHONE = /^[+(\d][\d\s().\-‐-―\u200b-\u200f]{9,24}$/;
const BARE_DIGITS = /^\d+$/;
const BARE_MOBILE = /^(?:[78]9\d{9}|9\d{9})$/;
const RUSSIAN_DIGITS = /^(?:[78]\d{10}|[9843]\d{9})$/;
/** No id, sum or date is written so, whatever its field is called. */
const CERTAINLY_A_PHONE = /^\+\d|^[78]?[\s-]?\(\d{3,5}\)/;

const WRITTEN_AS_OTHER = [
  // A sum: `4 951 234 567`, `34250000.00`.
  /^\d{1,3}(?:[\s.]\d{3})+(?:\.\d{1,2})?$/,
  /^\d+\.\d{1,2}$/,
  // A passport: `4951 234567`, `49 51 234567`.
  /^\d\d\s?\d\d[\s-]\d{6}$/,
  // A date, also with a time: `9.1.2021 10-30`, `2021-05-12 10 30`.
  /^\d{1,2}[.-]\d{1,2}[.-](?:\d{4}|\d\d)(?:\s|$)/,
  /^\d{4}[.-]\d{1,2}[.-]\d{1,2}(?:\s|$)/,
  // A card: groups of four.
  /^\d{4}(?:[\s-]\d{4}){2}/,
  // An insurance number: `791-233-445 95`.
  /^\d{3}-\d{3}-\d{3}[\s-]\d\d$/,
  // A place on the map: `48.708 44.513`.
  /^\d{1,3}\.\d+\s+\d{1,3}\.\d+$/,
];

const DOTTED_QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * Whether a value is a phone as a whole: not a sum, a date, an id or a text with digits. Bare digits are taken for a
 * Russian mobile number and nothing else, digits without a plus for a Russian number.
 */
export function isWrittenAsPhone(value: string): boolean {
  if (!WRITTEN_AS_PHONE.test(value)) return false;
  if (BARE_DIGITS.test(value)) return BARE_MOBILE.test(value) && !isTaxNumber(value);
  if (WRITTEN_AS_OTHER.some((other) => other.test(value)) || isAddress(value)) return false;
  return value.startsWith('+') || RUSSIAN_DIGITS.test(value.replace(/\D/g, ''));
}

export function isCertainlyPhone(value: string): boolean {
  return CERTAINLY_A_PHONE.test(value);
}

const TAX_NUMBER_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/** The INN of a company has ten digits, the last of which checks the others. */
function isTaxNumber(digits: string): boolean {
  if (digits.length !== 10) return false;
  const sum = TAX_NUMBER_WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return (sum % 11) % 10 === Number(digits[9]);
}

/** Of a computer: `84.23.145.100`. A phone with three dots begins with a code over 255. */
function isAddress(value: string): boolean {
  return DOTTED_QUAD.test(value) && value.split('.').every((part) => Number(part) <= 255);
}
