import type { FieldCollector } from './field-collector.ts';
import { MalformedFormError } from './form-errors.ts';

/** Of a cart with its goods, their options and the values of these; a deeper one is no form. */
const MAX_DEPTH = 10;

/**
 * Reads a JSON object, or a list of them, as a form: a list repeats its name, a nested object becomes `outer[inner]`,
 * numbers and booleans become text, null becomes an empty value. In a list `{"name": "tel", "value": "…"}` is the field
 * `tel`: that is how jQuery's `serializeArray` writes a form; what else stands there belongs to the list.
 */
export function parseJson(text: string, collector: FieldCollector): void {
  const parsed = readObject(text);
  if (!parsed) throw new MalformedFormError('The JSON body is no form.');
  // The text itself is clean; only an escape can stand for what is not.
  const add: AddField = text.includes('\\u')
    ? (name, value) => {
        collector.addText(name, value);
      }
    : (name, value) => {
        collector.addClean(name, value);
      };
  if (Array.isArray(parsed)) addValue('', parsed, 1, add);
  else for (const name of Object.keys(parsed)) addValue(name, parsed[name], 1, add);
}

/** The object or the list of objects that `text` is, or null. Entries are read one by one: `__proto__` is any name. */
export function readObject(text: string): object[] | Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed.length > 0 && parsed.every(isObject) ? parsed : null;
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

type AddField = (name: string, value: string) => void;

function addValue(name: string, value: unknown, depth: number, add: AddField): void {
  if (depth > MAX_DEPTH) throw new MalformedFormError(`The JSON body is nested deeper than ${MAX_DEPTH} levels.`);
  if (Array.isArray(value)) {
    for (const item of value) {
      if (isField(item)) addField(name, item, depth + 1, add);
      else addValue(name, item, depth + 1, add);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) addValue(`${name}[${key}]`, inner, depth + 1, add);
  } else {
    add(name, textOf(value));
  }
}

/** Of what stands beside name and value, only plain values can be data of the form. */
function addField(list: string, { name, value, ...others }: Field, depth: number, add: AddField): void {
  addValue(name, value, depth, add);
  for (const [key, other] of Object.entries(others)) {
    if (typeof other !== 'object') add(`${list}[${key}]`, textOf(other));
  }
}

interface Field {
  name: string;
  value: unknown;
}

function isField(item: unknown): item is Field {
  return isObject(item) && 'name' in item && typeof item.name === 'string' && 'value' in item;
}

function isObject(item: unknown): item is Record<string, unknown> {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

/** JSON knows no other kinds of plain values. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
