import type { NamedField } from './find-field.ts';

/** No phone by itself. */
const PART = /^\+?[\d\s().-]{1,12}$/;
const MAX_DIGITS = 9;
const MAX_DIGITS_OF_CODE = 5;
const WHOLE = /^\+\d{10,15}$|^[78]\d{10}$|^[9843]\d{9}$/;

/** The phone that neighbouring fields ask for in parts, as `code=999` and `number=888-66-55`; a field of its own. */
export function joinPhoneParts(fields: NamedField[]): NamedField | null {
  let run: NamedField[] = [];
  for (const field of fields) {
    if (isPart(field)) {
      run.push(field);
      continue;
    }
    const joined = join(run);
    if (joined) return joined;
    run = [];
  }
  return join(run);
}

function isPart({ meaning: { ranks, isPhoneCode, ofOthers }, value }: NamedField): boolean {
  if (ofOthers || (ranks.phone === undefined && !isPhoneCode)) return false;
  const digits = digitsOf(value);
  return digits.length > 0 && digits.length <= MAX_DIGITS && PART.test(value.trim());
}

function join(run: NamedField[]): NamedField | null {
  const [first] = run;
  if (!first || run.length === 1 || digitsOf(first.value).length > MAX_DIGITS_OF_CODE) return null;
  const value = run.map((part) => part.value.trim()).join(' ');
  const plus = value.startsWith('+') ? '+' : '';
  if (!WHOLE.test(plus + digitsOf(value))) return null;
  return { ...first, name: run.map(({ name }) => name).join('+'), value };
}

function digitsOf(value: string): string {
  return value.replace(/\D/g, '');
}
