import type { ControlName } from './control-names.ts';
import type { DecodedField } from './field-collector.ts';
import { hasValue } from './has-value.ts';
import type { ParsedForm } from './submission.ts';

// Nothing shorter: what a hand-made form calls `1` each time would make one lead of all.
const SUBMISSION_ID = /^[0-9a-f]{32}$/;

/**
 * Takes the control parameters out of the fields. Of repeated ones the first that has a value counts, of a flag its
 * presence.
 */
export function splitControlParameters(all: DecodedField[]): ParsedForm {
  const control = new Map<ControlName, string>();
  const own: DecodedField[] = [];
  for (const field of all) {
    if (!field.control) own.push(field);
    else if (!hasValue(control.get(field.control) ?? '')) control.set(field.control, field.value);
  }
  const read = (name: ControlName): string | null => {
    const value = control.get(name);
    return value !== undefined && hasValue(value) ? value : null;
  };
  const submissionId = read('submissionid');
  return {
    ...(submissionId !== null && SUBMISSION_ID.test(submissionId) && { submissionId }),
    widgetHash: read('widgethash')?.trim() ?? null,
    backUrl: read('backurl'),
    isSend: control.has('issend'),
    responseMethod: read('responsemethod')?.trim().toUpperCase() === 'GET' ? 'GET' : 'POST',
    isRedirect: control.has('isredirect'),
    cookiesBasket: read('cookiesbasket'),
    fields: own.map(({ name, value }) => ({ name, value })),
    charset: own.some((field) => field.charset === 'windows-1251') ? 'windows-1251' : 'utf-8',
  };
}
