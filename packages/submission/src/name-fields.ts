import { meaningOf, nameField, type NamedField } from './find-field.ts';
import { hasValue } from './has-value.ts';
import type { FormField } from './submission.ts';

/** What scripts call the name of a field and its value, where they send a form as a list of its fields. */
const MEMBER = /^(.*)\[(name|label|title|key|field|id|value)\]$/i;
const VALUE = '[value]';
/** `data[0][name]`: jQuery numbers the fields of a list. */
const NUMBERED = /\[\d+\]$/;

/** One field that is sent as several: its label, its value and the like. */
interface Group {
  prefix: string;
  labels: Map<string, FormField>;
  value: FormField | null;
}

/**
 * The fields of a form with what their names mean. Neighbours such as `data[0][name]=tel` and `data[0][value]=…`, or the
 * `label` and the `value` of a JSON list, are one field, which means what the first of them says.
 */
export function nameFields(fields: FormField[]): NamedField[] {
  if (!fields.some(isValue)) return fields.map((field) => nameField(field));
  const groups = groupFields(fields);
  const labels = new Map<FormField, string>();
  const isLabel = new Set<FormField>();
  for (const group of groups) {
    const label = group.value && chooseLabel(group);
    if (!group.value || !label) continue;
    labels.set(group.value, label);
    for (const field of group.labels.values()) isLabel.add(field);
  }
  return fields.filter((field) => !isLabel.has(field)).map((field) => nameField(field, labels.get(field)));
}

function isValue({ name }: FormField): boolean {
  return name.endsWith(']') && name.slice(-VALUE.length).toLowerCase() === VALUE;
}

function groupFields(fields: FormField[]): Group[] {
  const groups: Group[] = [];
  for (const field of fields) {
    const [, prefix, written = ''] = MEMBER.exec(field.name) ?? [];
    if (prefix === undefined) continue;
    const member = written.toLowerCase();
    let group = groups.at(-1);
    if (group?.prefix !== prefix || (member === 'value' ? group.value : group.labels.has(member))) {
      group = { prefix, labels: new Map(), value: null };
      groups.push(group);
    }
    if (member === 'value') group.value = field;
    else group.labels.set(member, field);
  }
  return groups;
}

/** Of an object that is no member of a list, `name` may be a name; it is a label only if it says what the value is. */
function chooseLabel({ prefix, labels }: Group): string | null {
  const given = [...labels.values()].map(({ value }) => value).filter(hasValue);
  return given.find(saysWhatItIs) ?? (NUMBERED.test(prefix) ? given[0] : undefined) ?? null;
}

function saysWhatItIs(label: string): boolean {
  const { ranks, utm, neverAPhone, ofOthers } = meaningOf(label);
  return utm !== null || neverAPhone || ofOthers || Object.keys(ranks).length > 0;
}
