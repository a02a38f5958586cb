import type { UtmMarks, Visit } from '@ringback/submission';

/** A mark that says something. Sourcebuster writes `(none)` where a visit has no such mark. */
export function markOrNull(value: string | null): string | null {
  return value === null || value.trim() === '' || value.trim() === '(none)' ? null : value;
}

/** The label of a section or a key; what nobody has named is shown as it came. */
export function labelOf(labels: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? name;
}

/** Entries in the order of their labels, for the database keeps none; what has no label comes last. */
export function inLabelOrder<T>(record: Record<string, T>, labels: Readonly<Record<string, string>>): [string, T][] {
  const order = Object.keys(labels);
  const placeOf = (name: string) => (Object.hasOwn(labels, name) ? order.indexOf(name) : order.length);
  return Object.entries(record).sort(([one], [other]) => placeOf(one) - placeOf(other));
}

const marksByKey: Readonly<Record<string, keyof UtmMarks>> = {
  typ: 'type',
  src: 'source',
  mdm: 'medium',
  cmp: 'campaign',
  cnt: 'content',
  trm: 'term',
};

/** The basket's sections that say more than the UTM marks, which mostly come from its section `current`. */
export function sectionsBesideMarks(visit: Visit, utm: UtmMarks): Visit {
  const repeatsMark = ([key, value]: [string, string]) => {
    const mark = Object.hasOwn(marksByKey, key) ? marksByKey[key] : undefined;
    return mark !== undefined && markOrNull(utm[mark]) === markOrNull(value);
  };
  const { current, ...others } = visit;
  return current && Object.entries(current).every(repeatsMark) ? others : visit;
}
