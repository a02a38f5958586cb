import type { QueryClient } from '@tanstack/react-query';
import { fetchLead, fetchLeads } from '../api/console-api.ts';
import { leadsQuery } from '../api/queries.ts';
import type { Language } from '../language/language.ts';
import type { LeadFilters } from './lead-filters.ts';
import { toApiQuery } from './lead-filters.ts';
import { mergeHead, patchLeads, shownIds } from './merge-leads.ts';

/** From so many changed rows on, one reading of the list costs less than a request for each. */
const rowsWorthReloading = 12;

/** Brings the shown list up to date with the leads that have changed: their rows, and what is new on top. */
export async function refreshLeads(
  client: QueryClient,
  filters: LeadFilters,
  language: Language,
  changedIds: Set<string>,
) {
  const { queryKey } = leadsQuery(filters, language);
  // An answer that is under way may be older than the change: it must not land on top of a patched row.
  if (client.isFetching({ queryKey, exact: true }) > 0) {
    await client.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false });
  }
  const list = client.getQueryData(queryKey);
  if (!list) return;
  const shown = shownIds(list);
  const known = [...changedIds].filter((id) => shown.has(id));
  if (known.length > rowsWorthReloading) return client.invalidateQueries({ queryKey, exact: true });
  const [changed, head] = await Promise.all([
    Promise.all(known.map((id) => fetchLead(id, language))),
    known.length < changedIds.size ? fetchLeads(toApiQuery(filters, ''), language) : null,
  ]);
  client.setQueryData(queryKey, (current) => {
    if (!current) return current;
    const patched = patchLeads(current, changed, filters);
    return head ? mergeHead(patched, head) : patched;
  });
}
