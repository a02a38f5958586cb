import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { gatherChanges } from '../api/gather-changes.ts';
import { useLeadChanges } from '../api/live-leads.tsx';
import { leadsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { PageLoader } from '../shell/page-loader.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { FilterBar } from './filter-bar.tsx';
import type { LeadFilters } from './lead-filters.ts';
import { countFilters, readLeadFilters, writeLeadFilters } from './lead-filters.ts';
import { LeadsTable } from './leads-table.tsx';
import { refreshLeads } from './refresh-leads.ts';

export function LeadsPage() {
  const { words } = useLanguage();
  const [params, setParams] = useSearchParams();
  const filters = readLeadFilters(params);
  usePageTitle(words.leads.title);
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {words.leads.title}
      </Title>
      <FilterBar filters={filters} onChange={(next) => setParams(writeLeadFilters(next), { replace: true })} />
      <LeadList filters={filters} />
    </Stack>
  );
}

function LeadList({ filters }: { filters: LeadFilters }) {
  const { language, words } = useLanguage();
  const list = useInfiniteQuery({ ...leadsQuery(filters, language), placeholderData: keepPreviousData });
  useLiveList(filters);
  const problem = list.error && <ProblemBox error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return problem ?? <PageLoader />;
  const leads = list.data.pages.flatMap((page) => page.items);
  if (leads.length === 0) return <EmptyList isFiltered={countFilters(filters) > 0} />;
  return (
    <Stack gap="md" aria-busy={list.isPlaceholderData} style={{ opacity: list.isPlaceholderData ? 0.6 : 1 }}>
      {problem}
      <LeadsTable leads={leads} />
      <Group justify="center" mih={36}>
        {list.hasNextPage ? (
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
            data-testid="show-more"
          >
            {words.leads.more}
          </Button>
        ) : (
          <Text size="sm" c="var(--quiet)">
            {words.leads.end}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function useLiveList(filters: LeadFilters): void {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [gather] = useState(gatherChanges);
  const flush = (ids: Set<string>) =>
    refreshLeads(client, filters, language, ids).catch(() =>
      client.invalidateQueries({ queryKey: leadsQuery(filters, language).queryKey }),
    );
  useLeadChanges((id) => gather(id, flush));
}

function EmptyList({ isFiltered }: { isFiltered: boolean }) {
  const { words } = useLanguage();
  return (
    <Center mih="36vh" data-testid="leads-empty">
      <Stack gap={4} align="center">
        <Text fw={600}>{isFiltered ? words.leads.nothingTitle : words.leads.emptyTitle}</Text>
        <Text size="sm" c="var(--quiet)" ta="center">
          {isFiltered ? words.leads.nothingText : words.leads.emptyText}
        </Text>
      </Stack>
    </Center>
  );
}
