import type { InfiniteData } from '@tanstack/react-query';
import type { LeadView } from '../../../src/api/lead-view.ts';
import type { LeadPage } from '../api/console-api.ts';
import type { LeadFilters } from './lead-filters.ts';
import { stillMatches } from './lead-filters.ts';

export type LeadList = InfiniteData<LeadPage>;

export function shownIds(list: LeadList): Set<string> {
  return new Set(list.pages.flatMap((page) => page.items.map((lead) => lead.id)));
}

/** Puts changed leads in their rows; a lead that no longer fits the filters leaves the list. */
export function patchLeads(list: LeadList, changed: LeadView[], filters: LeadFilters): LeadList {
  const byId = new Map(changed.map((lead) => [lead.id, lead]));
  const pages = list.pages.map((page) => ({
    ...page,
    items: page.items
      .map((lead) => byId.get(lead.id) ?? lead)
      .filter((lead) => !byId.has(lead.id) || stillMatches(lead, filters)),
  }));
  return { ...list, pages };
}

/**
 * Puts a fresh first page on top of the list. When more leads came than one page holds, nothing says where the list
 * goes on, so the list starts anew from that page.
 */
export function mergeHead(list: LeadList, head: LeadPage): LeadList {
  const shown = shownIds(list);
  const overlaps = head.nextCursor === null || head.items.some((lead) => shown.has(lead.id));
  const [first, ...rest] = list.pages;
  if (!first || !overlaps) return { pages: [head], pageParams: [''] };
  const fresh = new Map(head.items.map((lead) => [lead.id, lead]));
  const renew = (items: LeadView[]) => items.map((lead) => fresh.get(lead.id) ?? lead);
  const added = head.items.filter((lead) => !shown.has(lead.id));
  const top = { ...first, items: [...added, ...renew(first.items)].sort(newestFirst) };
  return { ...list, pages: [top, ...rest.map((page) => ({ ...page, items: renew(page.items) }))] };
}

function newestFirst(one: LeadView, other: LeadView): number {
  if (one.receivedAt !== other.receivedAt) return one.receivedAt < other.receivedAt ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}
