import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Icon } from '../shell/icon.tsx';
import classes from './filter-bar.module.css';
import type { LeadFilters } from './lead-filters.ts';
import { countFilters, leadStates, noFilters, outcomes } from './lead-filters.ts';
import { SearchField } from './search-field.tsx';

interface Props {
  filters: LeadFilters;
  onChange: (filters: LeadFilters) => void;
}

export function FilterBar({ filters, onChange }: Props) {
  const { language, words } = useLanguage();
  const [isFolded, setFolded] = useState(true);
  const widgets = useQuery(widgetsQuery(language)).data ?? [];
  const set = (change: Partial<LeadFilters>) => onChange({ ...filters, ...change });
  const active = countFilters(filters);
  return (
    <search className={classes.bar} data-folded={isFolded || undefined} data-testid="filters">
      <SearchField text={filters.q} onSearch={(q) => set({ q })} />
      <Button
        className={classes.toggle}
        variant="default"
        aria-expanded={!isFolded}
        leftSection={<Icon name="filter" size={16} />}
        onClick={() => setFolded(!isFolded)}
      >
        {words.leads.filters}
      </Button>
      <NativeSelect
        className={classes.more}
        label={words.leads.widget}
        value={filters.widgetHash}
        onChange={(event) => set({ widgetHash: event.currentTarget.value })}
        data={[
          { value: '', label: words.leads.anyWidget },
          ...widgets.map(({ hash, name, enabled }) => ({
            value: hash,
            label: enabled ? name : `${name} (${words.leads.widgetOff})`,
          })),
        ]}
      />
      <NativeSelect
        className={classes.more}
        label={words.leads.state}
        value={filters.state}
        onChange={(event) => set({ state: pick(leadStates, event.currentTarget.value) })}
        data={[
          { value: '', label: words.leads.anyState },
          ...leadStates.map((value) => ({ value, label: words.states[value] })),
        ]}
      />
      <NativeSelect
        className={classes.more}
        label={words.leads.outcome}
        value={filters.outcome}
        onChange={(event) => set({ outcome: pick(outcomes, event.currentTarget.value) })}
        data={[
          { value: '', label: words.leads.anyOutcome },
          ...outcomes.map((value) => ({ value, label: words.leads[value] })),
        ]}
      />
      <DayField label={words.leads.from} day={filters.from} onPick={(from) => set({ from })} />
      <DayField label={words.leads.to} day={filters.to} onPick={(to) => set({ to })} />
      <Button
        className={classes.more}
        variant="subtle"
        disabled={active === 0}
        onClick={() => onChange(noFilters)}
        data-testid="reset-filters"
      >
        {words.leads.reset}
      </Button>
    </search>
  );
}

function DayField({ label, day, onPick }: { label: string; day: string; onPick: (day: string) => void }) {
  return (
    <TextInput
      className={classes.more}
      type="date"
      label={label}
      value={day}
      onChange={(event) => onPick(event.currentTarget.value)}
    />
  );
}

function pick<T extends string>(allowed: readonly T[], value: string): T | '' {
  return allowed.find((candidate) => candidate === value) ?? '';
}
