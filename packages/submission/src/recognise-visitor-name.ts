import type { Found, NamedField } from './find-field.ts';
import { CALLED_AS_A_FORM, NAME_PARTS } from './name-rules.ts';
import { normaliseName } from './normalise-name.ts';
import { isPersonName, findText, toText, type RecognisedText } from './recognise-texts.ts';
import type { RecogniseSettings } from './submission.ts';

/** The visitor's name; put together where a form asks for its parts one by one. */
export function recogniseVisitorName(
  fields: NamedField[],
  settings: RecogniseSettings,
  phone: NamedField | null,
): RecognisedText | null {
  const found = findName(fields, settings, phone);
  if (found && !isFirstName(found)) return toText(found);
  const given = found ? [found.field] : [];
  const prefix = found ? found.field.meaning.key.replace(NAME_PARTS.first, '') : null;
  const parts = [...given];
  for (const part of [NAME_PARTS.middle, NAME_PARTS.last]) {
    const field = findPart(fields, part, prefix);
    if (field && !given.some(({ value }) => value.includes(field.value.trim()))) parts.push(field);
  }
  if (parts.length === 0) return null;
  return {
    value: parts.map(({ value }) => value.trim()).join(' '),
    recognition: {
      field: parts.map(({ name }) => name).join('+'),
      reason: found?.reason ?? 'alias',
    },
  };
}

/** `cart[0][name]`, where the phone is not: what is bought is called so. */
const IN_A_CART = /(?:^|\[)(?:cart|basket|korzina|goods)\]?\[/i;

/** In `{name, data: {name, phone}}` the name beside the phone is the visitor's, that outside the form's or the page's. */
function findName(fields: NamedField[], settings: RecogniseSettings, phone: NamedField | null): Found | null {
  const found = findText('visitorName', fields, settings);
  if (!found || found.reason === 'pinned') return found;
  const place = phone && placeOf(phone);
  if (place === placeOf(found.field)) return found;
  const neighbours = fields.filter((field) => placeOf(field) === place);
  const beside = findText('visitorName', neighbours, settings);
  if (beside?.certain) return beside;
  if (!IN_A_CART.test(found.field.name)) return found;
  const others = fields.filter(({ name }) => !IN_A_CART.test(name));
  return findText('visitorName', others, settings);
}

/** What stands before the last bracket: `data` of `data[phone]`. */
function placeOf({ name }: NamedField): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('[')));
}

const PREFIXED_NAME = /(?:^|_)form_name$/;
const BESIDE_A_NAME = ['phone', 'email', 'comment'] as const;

/** The visitor's name in a form whose names all begin with "form": beside `form_phone` it is `form_name`. */
export function findPrefixedName(fields: NamedField[]): Found | null {
  const named = fields.filter(({ meaning, value }) => PREFIXED_NAME.test(meaning.key) && isPersonName(value));
  if (named.length === 0) return null;
  const others = fields.filter(({ meaning }) => BESIDE_A_NAME.some((name) => meaning.ranks[name] !== undefined));
  const isBeside = ({ meaning: { key } }: NamedField): boolean => {
    const prefix = key.slice(0, -'name'.length);
    return others.some((other) => other.meaning.key.startsWith(prefix));
  };
  const field = named.find((one) => isBeside(one) && !isCalledAsAForm(one.value));
  return field ? { field, reason: 'name-contains', certain: true } : null;
}

function isCalledAsAForm(value: string): boolean {
  return CALLED_AS_A_FORM.test(normaliseName(value));
}

function isFirstName({ field, reason }: Found): boolean {
  return reason !== 'pinned' && NAME_PARTS.first.test(field.meaning.key);
}

/** `billing_last_name` belongs to `billing_first_name` and not to that of the shipping. */
function findPart(fields: NamedField[], part: RegExp, prefix: string | null): NamedField | undefined {
  const all = fields.filter(
    ({ meaning: { key, ofOthers }, value }) => !ofOthers && part.test(key) && isPersonName(value),
  );
  return all.find(({ meaning: { key } }) => key.replace(part, '') === prefix) ?? all[0];
}
