import type { FieldCollector } from './field-collector.ts';
import { MalformedFormError } from './form-errors.ts';

const MAX_DEPTH = 5;

/**
 * Reads a JSON object as a form: a list repeats its name, a nested object becomes `outer[inner]`, numbers and booleans
 * become text, null becomes an empty value. In a list `{"name": "tel", "value": "…"}` is the field `tel`: that is how
 * jQuery's `serializeArray` writes a form.
 */
export function parseJson(text: string, collector: FieldCollector): void {
  const parsed = readObject(text);
  if (!parsed) throw new MalformedFormError('The JSON body is no form.');
  if (Array.isArray(parsed)) addValue('', parsed, 1, collector);
  else for (const [name, value] of Object.entries(parsed)) addValue(name, value, 1, collector);
}

/**
 * The object or the list of fields that `text` is, or null. The entries are read one by one: `__proto__` is an ordinary
 * name.
 */
export function readObject(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return null;
    return Array.isArray(parsed) && (parsed.length === 0 || !parsed.every(isField)) ? null : parsed;
  } catch {
    return null;
  }
}

function addValue(name: string, value: unknown, depth: number, collector: FieldCollector): void {
  if (depth > MAX_DEPTH) throw new MalformedFormError(`The JSON body is nested deeper than ${MAX_DEPTH} levels.`);
  if (Array.isArray(value)) {
    for (const item of value) {
      if (isField(item)) addValue(item.name, item.value, depth + 1, collector);
      else addValue(name, item, depth + 1, collector);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) addValue(`${name}[${key}]`, inner, depth + 1, collector);
  } else {
    collector.addText(name, textOf(value));
  }
}

function isField(item: unknown): item is { name: string; value: unknown } {
  return (
    typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string' && 'value' in item
  );
}

/** JSON knows no other kinds of plain values. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
