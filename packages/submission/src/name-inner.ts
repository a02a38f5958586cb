import { nameField, type NamedField } from './find-field.ts';
import { FORM_LIMITS } from './form-limits.ts';
import type { FormField } from './submission.ts';

/**
 * Cookies, and parameters of addresses, as if they were fields: no more of them and none with a longer name than a form
 * may have. To tell what a name means takes long, and nothing else bounds them.
 */
export function nameInner(inner: Iterable<FormField>, most = FORM_LIMITS.fields): NamedField[] {
  const named: NamedField[] = [];
  for (const field of inner) {
    if (named.length >= most) break;
    if (field.name.length <= FORM_LIMITS.nameLength) named.push(nameField(field));
  }
  return named;
}
