import type { ControlName } from './control-names.ts';
import type { FieldCollector } from './field-collector.ts';
import { hasValue } from './has-value.ts';
import type { ParsedForm } from './submission.ts';

// Nothing shorter: what a hand-made form calls `1` each time would make one lead of all.
const SUBMISSION_ID = /^[0-9a-f]{32}$/;

/** The form that a collector has gathered, with what its control parameters say. Of a flag its presence counts. */
export function toForm({ fields, control, charset }: FieldCollector): ParsedForm {
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
    fields,
    charset,
  };
}
