import { ESCAPED_AMPERSAND } from './normalise-name.ts';

const CONTROL_NAMES = [
  'widgethash',
  'backurl',
  'issend',
  'responsemethod',
  'isredirect',
  'cookiesbasket',
  'submissionid',
] as const;

export type ControlName = (typeof CONTROL_NAMES)[number];

const controlNames = new Map<string, ControlName>(CONTROL_NAMES.map((name) => [name, name]));

/** The control parameter of this name, which is compared trimmed and without regard to case. */
export function readControlName(name: string): ControlName | null {
  return controlNames.get(name.trim().replace(ESCAPED_AMPERSAND, '').toLowerCase()) ?? null;
}
