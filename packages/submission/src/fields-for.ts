import type { NamedField } from './find-field.ts';
import type { RecognisedName, RecogniseSettings } from './submission.ts';

/** Without those that the widget's owner has set by hand to be something else. */
export function fieldsFor(name: RecognisedName, fields: NamedField[], { pins }: RecogniseSettings): NamedField[] {
  if (isEmpty(pins)) return fields;
  const elsewhere = Object.entries(pins).flatMap(([other, pin]) => (other === name ? [] : [pin.trim().toLowerCase()]));
  if (elsewhere.length === 0) return fields;
  const own = pins[name]?.trim().toLowerCase();
  return fields.filter((field) => {
    const fieldName = field.name.trim().toLowerCase();
    return fieldName === own || !elsewhere.includes(fieldName);
  });
}

function isEmpty(pins: object): boolean {
  for (const _pin in pins) return false;
  return true;
}
