/** What scripts of real sites send for "nothing". */
const NO_VALUES = new Set(['', 'undefined', 'null', 'NULL', 'NaN', '[object Object]']);

/** Whether a visitor or a script has put anything into this field. */
export function hasValue(value: string): boolean {
  return !NO_VALUES.has(value.trim());
}
