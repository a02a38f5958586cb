/** A mark that says something. Sourcebuster writes `(none)` where a visit has no such mark. */
export function markOrNull(value: string | null): string | null {
  return value === null || value.trim() === '' || value.trim() === '(none)' ? null : value;
}

/** The label of a section or a key; what nobody has named is shown as it came. */
export function labelOf(labels: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? name;
}
