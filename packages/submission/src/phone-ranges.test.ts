import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { DEFAULT_RECOGNISE_SETTINGS, PHONE_NUMBER_TYPES, readPhone } from './phone.ts';
import { parseForm } from './parse-form.ts';
import { recogniseSubmission } from './recognise-submission.ts';

const COUNT = 1000;

/** How pages and people write a number, of its ten digits. */
const MASKS = [
  '+7 (999) 999-99-99',
  '+7(999)999-99-99',
  '+79999999999',
  '+7 999 999 99 99',
  '+7-999-999-99-99',
  '8 (999) 999-99-99',
  '8-999-999-99-99',
  '8 999 999 99 99',
  '89999999999',
  '79999999999',
  '(999) 999-99-99',
  '9999999999',
];

/** Codes of mobile and of geographic numbers: any number that begins so and is valid may come. */
const MOBILE = [
  900, 902, 903, 905, 909, 910, 915, 916, 920, 925, 926, 937, 950, 960, 962, 977, 981, 985, 989, 996, 999,
];
const GEOGRAPHIC = [301, 341, 342, 343, 351, 383, 391, 395, 401, 421, 423, 473, 484, 495, 499, 812, 831, 843, 846, 862];

const RUSSIAN = { ...DEFAULT_RECOGNISE_SETTINGS, numberTypes: [...PHONE_NUMBER_TYPES] };

function write(mask: string, number: string): string {
  const rest = Array.from(number);
  return mask.replaceAll('9', () => rest.shift() ?? '');
}

function typeOf(e164: string): string | undefined {
  return parsePhoneNumberFromString(e164, { extract: false })?.getType();
}

/** So many different texts, the same at every run. */
function draw(text: fc.Arbitrary<string>, seed: number): string[] {
  return (
    fc.sample(fc.uniqueArray(text, { minLength: COUNT, maxLength: COUNT, size: 'max' }), { numRuns: 1, seed })[0] ?? []
  );
}

function digits(length: number): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'));
}

function numberOf(codes: number[], types: (string | undefined)[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...codes), digits(7))
    .map(([code, rest]) => `${code}${rest}`)
    .filter((number) => types.includes(typeOf(`+7${number}`)));
}

/** In a field whose name says nothing, too, unless it is bare digits. */
function readByValue(value: string): string | null {
  const body = Buffer.from(new URLSearchParams([['field_7', value]]).toString());
  const form = parseForm({ query: '', contentType: undefined, body });
  return recogniseSubmission(form, RUSSIAN, { referer: null }).phone;
}

describe.each([
  { kind: 'mobile', codes: MOBILE, types: ['MOBILE'] },
  { kind: 'geographic', codes: GEOGRAPHIC, types: ['FIXED_LINE', 'FIXED_LINE_OR_MOBILE'] },
])('1,000 valid $kind numbers', ({ kind, codes, types }) => {
  const numbers = draw(numberOf(codes, types), 20);

  it.each(MASKS)('are read when they are written as %s', (mask) => {
    const misread = numbers.filter((number) => readPhone(write(mask, number), RUSSIAN).phone !== `+7${number}`);
    expect(misread).toEqual([]);
  });

  const separated = kind === 'mobile' ? MASKS.slice(0, -1) : MASKS.filter((mask) => !/^\d+$/.test(mask));
  it.each(separated)('are found in a field of any name when they are written as %s', (mask) => {
    const missed = numbers.filter((number) => readByValue(write(mask, number)) !== `+7${number}`);
    expect(missed).toEqual([]);
  });
});

describe('1,000 numbers that are none of Russia', () => {
  const called = (texts: string[]): string[] =>
    texts.filter((text) => readPhone(text, DEFAULT_RECOGNISE_SETTINGS).phone !== null);

  it('are not read where no such number exists', () => {
    const numbers = draw(
      digits(10).filter((number) => typeOf(`+7${number}`) === undefined),
      21,
    );
    expect(called(numbers.flatMap((number) => MASKS.slice(0, 9).map((mask) => write(mask, number))))).toEqual([]);
  });

  it('are not called where they are of another country, with a plus or two zeros', () => {
    const countries = ['375', '380', '1', '49', '44', '998', '996', '995', '374', '994', '86', '84', '81', '33', '90'];
    const foreign = fc.tuple(fc.constantFrom(...countries), digits(9)).map(([code, rest]) => `${code}${rest}`);
    const texts = draw(foreign, 22).flatMap((number) => [
      `+${number}`,
      `+${number.slice(0, 6)}-${number.slice(6)}`,
      `00${number}`,
    ]);
    expect(called(texts)).toEqual([]);
  });

  it('are not called where they are Kazakh', () => {
    const kazakh = fc.tuple(fc.constantFrom(700, 701, 702, 705, 707, 747, 771, 775, 777), digits(7));
    const numbers = draw(
      kazakh.map(([code, rest]) => `${code}${rest}`),
      23,
    );
    expect(called(numbers.flatMap((number) => MASKS.map((mask) => write(mask, number))))).toEqual([]);
  });
});

describe('a number of the type', () => {
  it.each([
    ['MOBILE', '+7 916 123-45-67', true],
    ['FIXED_LINE', '+7 495 123-45-67', true],
    ['TOLL_FREE', '8 800 555-35-35', false],
    ['PREMIUM_RATE', '+7 809 555-12-34', false],
    ['PREMIUM_RATE', '8 803 123-45-67', false],
    ['PERSONAL_NUMBER', '+7 808 123-45-67', false],
  ])('%s (%s) is called only where the widget allows it', (type, text, byDefault) => {
    const number = text.replace(/\D/g, '').replace(/^[78]/, '+7');
    expect(typeOf(number)).toBe(type);
    expect(readPhone(text, { ...DEFAULT_RECOGNISE_SETTINGS, numberTypes: [type] }).phone).toBe(number);
    const others = PHONE_NUMBER_TYPES.filter((other) => other !== type);
    expect(readPhone(text, { ...DEFAULT_RECOGNISE_SETTINGS, numberTypes: others })).toEqual({
      phone: null,
      refusal: 718,
    });
    expect(readPhone(text, DEFAULT_RECOGNISE_SETTINGS).phone !== null).toBe(byDefault);
  });

  it.each(['112', '101', '0611', '*100#', '+7 000 000-00-00', '+7 999 123', '+99 999 999 99 99'])(
    'short or not existing (%s) is none',
    (text) => {
      expect(readPhone(text, RUSSIAN)).toEqual({ phone: null, refusal: 709 });
    },
  );
});
