import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useLanguage } from '../language/use-language.tsx';
import { Icon } from '../shell/icon.tsx';
import { longestSearch } from './lead-filters.ts';

const searchAfterMs = 300;

interface Props {
  text: string;
  onSearch: (text: string) => void;
}

/** Searches when the typing pauses; a text that changes from outside (reset, back) replaces what is typed. */
export function SearchField({ text, onSearch }: Props) {
  const { words } = useLanguage();
  const [typed, setTyped] = useState(text);
  const [sent, setSent] = useState(text);
  if (text !== sent) {
    setSent(text);
    setTyped(text);
  }
  const search = useDebouncedCallback((next: string) => {
    setSent(next);
    onSearch(next);
  }, searchAfterMs);
  return (
    <TextInput
      type="search"
      maxLength={longestSearch}
      label={words.leads.search}
      placeholder={words.leads.searchHint}
      leftSection={<Icon name="search" size={16} />}
      value={typed}
      data-testid="search"
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
