import { Metadata } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max';

/** A kind of numbers of one country, in the library's own data; its type declarations leave these two methods out. */
interface PlanWithTypes {
  type: (name: string) => { pattern: () => string } | undefined;
}

/**
 * Of ten digits, those that begin so are Russian whatever follows; the others of +7 are Kazakh, or need a look at more
 * than their beginning.
 */
const ONLY_RUSSIAN = /^[349]\d{9}$/;

const mobile = compilePattern('MOBILE');
const fixedLine = compilePattern('FIXED_LINE');

/**
 * The type of a Russian number of ten digits, null for one that does not exist, undefined where only the library itself
 * can tell. It reads the same data as the library does, which takes ten microseconds to parse a number; nearly every form
 * has one of these.
 */
export function typeOfRussian(national: string): 'MOBILE' | 'FIXED_LINE' | null | undefined {
  if (!ONLY_RUSSIAN.test(national)) return undefined;
  if (mobile.test(national)) return 'MOBILE';
  return fixedLine.test(national) ? 'FIXED_LINE' : null;
}

function compilePattern(type: string): RegExp {
  const numbering = new Metadata(metadata);
  numbering.selectNumberingPlan('RU');
  const plan: unknown = numbering.numberingPlan;
  const pattern = hasTypes(plan) ? plan.type(type)?.pattern() : undefined;
  if (!pattern) throw new Error(`libphonenumber-js has no pattern for Russian numbers of the type ${type}`);
  return new RegExp(`^(?:${pattern})$`);
}

function hasTypes(plan: unknown): plan is PlanWithTypes {
  return typeof plan === 'object' && plan !== null && 'type' in plan && typeof plan.type === 'function';
}
