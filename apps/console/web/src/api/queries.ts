import type { QueryClient } from '@tanstack/react-query';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Language } from '../language/language.ts';
import type { LeadFilters } from '../leads/lead-filters.ts';
import { toApiQuery } from '../leads/lead-filters.ts';
import { fetchBlocks } from './block-api.ts';
import type { LetterDraft } from './console-api.ts';
import { fetchLead, fetchLeads, fetchLetters, fetchSession, fetchWidgets, previewLetter } from './console-api.ts';
import { fetchDeliveries, fetchWebhooks, type DeliveryFilters } from './delivery-api.ts';

// The language is a part of the keys, because statuses and timelines come from the server in words.

export const sessionKey = ['session'] as const;

/** What one person has seen is not kept for the next one at the same screen. */
export function endSession(client: QueryClient): void {
  client.setQueryData(sessionKey, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
}

export function sessionQuery(language: Language) {
  return queryOptions({
    queryKey: sessionKey,
    queryFn: ({ signal }) => fetchSession(language, signal),
    staleTime: 5 * 60_000,
  });
}

export function widgetsQuery(language: Language) {
  return queryOptions({
    queryKey: ['widgets'],
    queryFn: ({ signal }) => fetchWidgets(language, signal),
    staleTime: 60_000,
  });
}

export function leadsQuery(filters: LeadFilters, language: Language) {
  return infiniteQueryOptions({
    queryKey: ['leads', language, filters],
    queryFn: ({ pageParam, signal }) => fetchLeads(toApiQuery(filters, pageParam), language, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function leadQuery(id: string, language: Language) {
  return queryOptions({
    queryKey: ['lead', language, id],
    queryFn: ({ signal }) => fetchLead(id, language, signal),
  });
}

export function lettersQuery(hash: string, language: Language) {
  return queryOptions({
    queryKey: ['letters', hash],
    queryFn: ({ signal }) => fetchLetters(hash, language, signal),
    // Nobody's typing is overwritten by a refreshed page.
    refetchOnWindowFocus: false,
  });
}

export function letterPreviewQuery(hash: string, draft: LetterDraft, language: Language) {
  return queryOptions({
    queryKey: ['letter-preview', hash, draft],
    queryFn: ({ signal }) => previewLetter(hash, draft, language, signal),
    retry: false,
    staleTime: 60_000,
  });
}

export function deliveriesQuery(filters: DeliveryFilters, language: Language) {
  return infiniteQueryOptions({
    queryKey: ['deliveries', language, filters],
    queryFn: ({ pageParam, signal }) => fetchDeliveries(filters, pageParam, language, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function webhooksQuery(language: Language) {
  return queryOptions({ queryKey: ['webhooks'], queryFn: ({ signal }) => fetchWebhooks(language, signal) });
}

export function blocksQuery(language: Language) {
  return queryOptions({ queryKey: ['blocks'], queryFn: ({ signal }) => fetchBlocks(language, signal) });
}
