import { meaningOf, nameField, type NamedField } from './find-field.ts';
import { hasValue } from './has-value.ts';
import type { FormField } from './submission.ts';

/** What scripts call the name of a field and its value, where they send a form as a list of its fields. */
const MEMBER = /^(.*)\[(?:(name|label|title|key|field|id|question|q)|value|answer|a)\]$/i;
const VALUE = /\[(?:value|answer|a)\]$/i;
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
  return name.endsWith(']') && VALUE.test(name);
}

function groupFields(fields: FormField[]): Group[] {
  const groups: Group[] = [];
  for (const field of fields) {
    const [, prefix, label] = MEMBER.exec(field.name.toLowerCase()) ?? [];
    if (prefix === undefined) continue;
    let group = groups.at(-1);
    if (group?.prefix !== prefix || (label === undefined ? group.value : group.labels.has(label))) {
      group = { prefix, labels: new Map(), value: null };
      groups.push(group);
    }
    if (label === undefined) group.value = field;
    else group.labels.set(label, field);
  }
  return groups;
}

/**
 * Of an object that is no member of a list, `name` may be a name; it is a label only if it says what the value is. A
 * question always is the label of its answer.
 */
function chooseLabel({ prefix, labels }: Group): string | null {
  const given = [...labels.values()].map(({ value }) => value).filter(hasValue);
  const isLabelled = NUMBERED.test(prefix) || labels.has('question') || labels.has('q');
  return given.find(saysWhatItIs) ?? (isLabelled ? given[0] : undefined) ?? null;
}

function saysWhatItIs(label: string): boolean {
  const { ranks, utm, neverAPhone, ofOthers } = meaningOf(label);
  return utm !== null || neverAPhone || ofOthers || Object.keys(ranks).length > 0;
}
