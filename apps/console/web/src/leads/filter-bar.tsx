import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import classes from './filter-bar.module.css';
import { DayField } from './day-field.tsx';
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
  return (
    <search className={classes.bar} data-folded={isFolded || undefined} data-testid="filters">
      <SearchField text={filters.q} onSearch={(q) => set({ q })} />
      <Button
        className={classes.toggle}
        variant="default"
        aria-expanded={!isFolded}
        onClick={() => setFolded(!isFolded)}
      >
        {words.leads.filters}
      </Button>
      <ChoiceField
        isWide
        label={words.leads.widget}
        value={filters.widgetHash}
        any={words.leads.anyWidget}
        choices={widgets.map(({ hash, name, enabled }) => [
          hash,
          enabled ? name : `${name} (${words.leads.widgetOff})`,
        ])}
        onPick={(widgetHash) => set({ widgetHash })}
      />
      <ChoiceField
        label={words.leads.state}
        value={filters.state}
        any={words.leads.anyState}
        choices={leadStates.map((state) => [state, words.states[state]])}
        onPick={(value) => set({ state: pick(leadStates, value) })}
      />
      <ChoiceField
        label={words.leads.outcome}
        value={filters.outcome}
        any={words.leads.anyOutcome}
        choices={outcomes.map((outcome) => [outcome, words.leads[outcome]])}
        onPick={(value) => set({ outcome: pick(outcomes, value) })}
      />
      <DayField className={classes.more} label={words.leads.from} day={filters.from} onPick={(from) => set({ from })} />
      <DayField className={classes.more} label={words.leads.to} day={filters.to} onPick={(to) => set({ to })} />
      <Button
        className={`${classes.more} ${classes.wide}`}
        variant="subtle"
        disabled={countFilters(filters) === 0}
        onClick={() => onChange(noFilters)}
        data-testid="reset-filters"
      >
        {words.leads.reset}
      </Button>
    </search>
  );
}

interface ChoiceFieldProps {
  label: string;
  value: string;
  /** The word for no choice. */
  any: string;
  choices: [value: string, label: string][];
  onPick: (value: string) => void;
  isWide?: boolean;
}

function ChoiceField({ label, value, any, choices, onPick, isWide = false }: ChoiceFieldProps) {
  return (
    <NativeSelect
      className={`${classes.more} ${isWide ? classes.wide : ''}`}
      label={label}
      value={value}
      onChange={(event) => onPick(event.currentTarget.value)}
      data={[['', any] as const, ...choices].map(([choice, text]) => ({ value: choice, label: text }))}
    />
  );
}

function pick<T extends string>(allowed: readonly T[], value: string): T | '' {
  return allowed.find((candidate) => candidate === value) ?? '';
}
