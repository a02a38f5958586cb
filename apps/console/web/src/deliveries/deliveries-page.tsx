import { Button, Center, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeliveryFilters } from '../api/delivery-api.ts';
import { gatherChanges } from '../api/gather-changes.ts';
import { useLeadChanges } from '../api/live-leads.tsx';
import { deliveriesQuery, widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { PageLoader } from '../shell/page-loader.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import classes from './deliveries-page.module.css';
import { DeliveryRow } from './delivery-row.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { WebhookList } from './webhook-list.tsx';

const noFilters: DeliveryFilters = { state: '', kind: '', event: '', widgetHash: '', target: '', from: '', to: '' };
const states = ['pending', 'delivered', 'failed', 'refused'] as const;
const kinds = ['forward', 'email', 'notification'] as const;
const events = ['submission', 'lead.accepted', 'call.started', 'call.finished', 'webhook.off'] as const;

/** What went out of all leads, with a way to send it again, and how webhooks fare. */
export function DeliveriesPage() {
  const { words } = useLanguage();
  const [filters, setFilters] = useState(noFilters);
  usePageTitle(words.deliveries.title);
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {words.deliveries.title}
      </Title>
      <WebhookList />
      <Filters filters={filters} onChange={setFilters} />
      <ReplayBar key={JSON.stringify(filters)} filters={filters} />
      <DeliveryList filters={filters} />
    </Stack>
  );
}

function Filters({ filters, onChange }: { filters: DeliveryFilters; onChange: (filters: DeliveryFilters) => void }) {
  const { language, words } = useLanguage();
  const widgets = useQuery(widgetsQuery(language)).data ?? [];
  const set = (change: Partial<DeliveryFilters>) => onChange({ ...filters, ...change });
  const any = { value: '', label: words.deliveries.any };
  return (
    <search className={classes.filters}>
      <NativeSelect
        label={words.deliveries.state}
        value={filters.state}
        data={[any, ...states.map((value) => ({ value, label: words.deliveries[value] }))]}
        onChange={({ target }) => set({ state: states.find((state) => state === target.value) ?? '' })}
        data-testid="delivery-state-filter"
      />
      <NativeSelect
        label={words.deliveries.kind}
        value={filters.kind}
        data={[any, ...kinds.map((value) => ({ value, label: words.deliveries[value] }))]}
        onChange={({ target }) => set({ kind: kinds.find((kind) => kind === target.value) ?? '' })}
      />
      <NativeSelect
        label={words.deliveries.event}
        value={filters.event}
        data={[any, ...events.map((value) => ({ value, label: words.deliveries.events[value] }))]}
        onChange={({ target }) => set({ event: events.find((event) => event === target.value) ?? '' })}
      />
      {widgets.length > 1 && (
        <NativeSelect
          label={words.lead.widget}
          value={filters.widgetHash}
          data={[any, ...widgets.map(({ hash, name }) => ({ value: hash, label: name }))]}
          onChange={({ target }) => set({ widgetHash: target.value })}
        />
      )}
      <TextInput
        label={words.deliveries.target}
        value={filters.target}
        maxLength={200}
        onChange={({ target }) => set({ target: target.value })}
      />
      <TextInput
        type="datetime-local"
        label={words.leads.from}
        value={filters.from}
        onChange={({ target }) => set({ from: target.value })}
      />
      <TextInput
        type="datetime-local"
        label={words.leads.to}
        value={filters.to}
        onChange={({ target }) => set({ to: target.value })}
      />
    </search>
  );
}

function DeliveryList({ filters }: { filters: DeliveryFilters }) {
  const { language, words } = useLanguage();
  const list = useInfiniteQuery(deliveriesQuery(filters, language));
  const client = useQueryClient();
  const [gather] = useState(gatherChanges);
  // Whatever has changed may belong to the list from now on.
  useLeadChanges((leadId) =>
    gather(leadId, () => Promise.all([list.refetch(), client.invalidateQueries({ queryKey: ['webhooks'] })])),
  );
  if (list.error) return <ProblemBox error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <PageLoader />;
  const deliveries = list.data.pages.flatMap((page) => page.items);
  if (deliveries.length === 0) return <Text c="dimmed">{words.deliveries.none}</Text>;
  return (
    <>
      <div className={classes.list}>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </div>
      {list.hasNextPage && (
        <Center>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.leads.more}
          </Button>
        </Center>
      )}
    </>
  );
}
