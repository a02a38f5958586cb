import type { NamedField } from './find-field.ts';
import { FORM_LIMITS } from './form-limits.ts';
import { hasValue } from './has-value.ts';
import { nameInner } from './name-inner.ts';
import type { FormField, Visit } from './submission.ts';
import { readId, type VisitId } from './visit-ids.ts';

/**
 * The basket with its section `ids` completed: what it lacks comes from the form's fields, among them one that holds
 * cookies, else from the query of the page that the visitor came to or sent the form from.
 */
export function completeVisit(basket: Visit, fields: NamedField[], referrer: string | null): Visit {
  const found = new Map<VisitId, string>();
  const pages = [basket['current_add']?.['ep'], basket['session']?.['cpg'], referrer];
  let room = FORM_LIMITS.fields;
  for (const field of fields) {
    const cookies = field.meaning.holdsCookies ? nameInner(splitCookies(field), room) : null;
    room -= cookies?.length ?? 0;
    for (const one of cookies ?? [field]) addId(one, found);
  }
  for (const page of pages) for (const one of readQuery(page)) addId(one, found);
  if (found.size === 0) return basket;
  const known = Object.entries(basket['ids'] ?? {}).filter(([, value]) => hasValue(value));
  return { ...basket, ids: Object.fromEntries([...found, ...known]) };
}

function addId(field: NamedField, found: Map<VisitId, string>): void {
  if (field.meaning.idRules.length === 0) return;
  const value = field.value.trim();
  const id = readId(field.meaning.idRules, value);
  if (id && !found.has(id)) found.set(id, value);
}

function splitCookies({ value }: NamedField): FormField[] {
  return value.split('; ').map((cookie) => {
    const equals = cookie.indexOf('=');
    return { name: cookie.slice(0, equals), value: cookie.slice(equals + 1) };
  });
}

function readQuery(page: string | null | undefined): NamedField[] {
  if (!page?.includes('clid=')) return [];
  return nameInner([...(URL.parse(page)?.searchParams ?? [])].map(([name, value]) => ({ name, value })));
}
