import type { FormField, ParsedForm } from './submission.ts';

/** A form whose fields are one text. Thirty objects in the queue would cost ingest more than finding the phone does. */
export interface PackedForm extends Omit<ParsedForm, 'fields'> {
  /** Each name and value with its length before it: `4:name4:Ivan`. No two lists of fields have the same text. */
  packedFields: string;
}

export function packForm({ fields, ...form }: ParsedForm): PackedForm {
  let packedFields = '';
  for (const { name, value } of fields) packedFields += `${name.length}:${name}${value.length}:${value}`;
  return { ...form, packedFields };
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
