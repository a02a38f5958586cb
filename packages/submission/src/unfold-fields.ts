import type { NamedField } from './find-field.ts';
import { FieldCollector } from './field-collector.ts';
import { FormError } from './form-errors.ts';
import { FORM_LIMITS } from './form-limits.ts';
import { nameFields } from './name-fields.ts';
import { hasWord, splitName, WHOLE_FORM } from './name-rules.ts';
import { parseJson } from './parse-json.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';
import type { FormField } from './submission.ts';

/** Two pairs at least, and no address of a page. */
const URLENCODED = /^[^=&/?:\s]{1,200}=[^&]*&[^=&]{1,200}=/;
const JSON_TEXT = /^\s*[{[]/;

/**
 * The fields inside of values that are forms themselves, as `data=name%3D…%26phone%3D…`: a script has serialised the form
 * and sends the text, or its JSON, as one field. Each means what its own name says and is called `data[phone]`.
 */
export function unfoldFields(fields: NamedField[]): NamedField[] {
  const unfolded: NamedField[] = [];
  for (const { name: outer, meaning, value } of fields) {
    if (!hasWord(splitName(meaning.key), WHOLE_FORM)) continue;
    for (const inner of nameFields(readInner(value))) {
      if (unfolded.length === FORM_LIMITS.fields) return unfolded;
      unfolded.push({ ...inner, name: `${outer}[${inner.name}]` });
    }
  }
  return unfolded;
}

function readInner(value: string): FormField[] {
  const collector = new FieldCollector(FORM_LIMITS);
  try {
    if (JSON_TEXT.test(value)) parseJson(value, collector);
    else if (URLENCODED.test(value)) parseUrlencoded(Buffer.from(value), collector);
  } catch (err) {
    if (!(err instanceof FormError)) throw err;
    return [];
  }
  return collector.fields;
}
