import type { FormField, ParsedForm } from './submission.ts';

/** A form whose fields are one text. Thirty objects in the queue would cost ingest more than finding the phone does. */
export interface PackedForm extends Omit<ParsedForm, 'fields'> {
  /** Each name and value, `delimited`: `4:name4:Ivan`. */
  packedFields: string;
}

export function packForm({ fields, ...form }: ParsedForm): PackedForm {
  let packedFields = '';
  for (const { name, value } of fields) packedFields += delimited(name) + delimited(value);
  return { ...form, packedFields };
}

/** With its length before it, so that no two lists of texts become one. */
export function delimited(text: string): string {
  return `${text.length}:${text}`;
}

/** Throws `RangeError` where the fields are not as `packForm` has packed them. */
export function unpackForm({ packedFields, ...form }: PackedForm): ParsedForm {
  const fields: FormField[] = [];
  let at = 0;
  const readText = (): string => {
    const start = packedFields.indexOf(':', at) + 1;
    const end = start + Number(packedFields.slice(at, start - 1));
    if (start === 0 || !(end >= start && end <= packedFields.length)) throw new RangeError('not packed fields');
    at = end;
    return packedFields.slice(start, end);
  };
  while (at < packedFields.length) fields.push({ name: readText(), value: readText() });
  return { ...form, fields };
}
