import { Alert, Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { addBlock, type NewBlock } from '../api/block-api.ts';
import type { WidgetSummary } from '../api/console-api.ts';
import { ProblemError } from '../api/problem-error.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Problems } from '../letters/problems.tsx';
import classes from './blocks-page.module.css';

const INSTALLATION = '';

export function AddBlock({ widgets, isOperator }: { widgets: WidgetSummary[]; isOperator: boolean }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const lists = [
    ...widgets.map(({ hash, name }) => ({ value: hash, label: name })),
    ...(isOperator ? [{ value: INSTALLATION, label: words.blocks.installation }] : []),
  ];
  const [asked] = useSearchParams();
  const [draft, setDraft] = useState<NewBlock>(() => readDraft(asked, widgets));
  const adding = useMutation({
    mutationFn: () => addBlock(draft, language),
    onSuccess: () => {
      setDraft({ ...draft, value: '', note: '' });
      return client.invalidateQueries({ queryKey: ['blocks'] });
    },
  });
  const set = (change: Partial<NewBlock>): void => {
    adding.reset();
    setDraft({ ...draft, ...change });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    adding.mutate();
  };
  if (lists.length === 0) return <Text c="var(--quiet)">{words.letters.noWidgets}</Text>;
  return (
    <form onSubmit={submit} data-testid="add-block">
      <div className={classes.fields}>
        <NativeSelect
          label={words.blocks.list}
          value={draft.widgetHash ?? INSTALLATION}
          data={lists}
          onChange={({ currentTarget }) => set({ widgetHash: currentTarget.value || null })}
          data-testid="block-list"
        />
        <NativeSelect
          label={words.blocks.kind}
          value={draft.kind}
          data={(['phone', 'network'] as const).map((value) => ({ value, label: words.blocks.kinds[value] }))}
          onChange={({ currentTarget }) => set({ kind: currentTarget.value === 'network' ? 'network' : 'phone' })}
          data-testid="block-kind"
        />
        <TextInput
          label={words.blocks.values[draft.kind]}
          required
          withAsterisk={false}
          maxLength={64}
          value={draft.value}
          onChange={({ currentTarget }) => set({ value: currentTarget.value })}
          data-testid="block-value"
        />
        <TextInput
          label={words.blocks.note}
          maxLength={200}
          value={draft.note}
          onChange={({ currentTarget }) => set({ note: currentTarget.value })}
          data-testid="block-note"
        />
        <Button type="submit" loading={adding.isPending}>
          {words.blocks.add}
        </Button>
      </div>
      <div role="status">
        {adding.data && (
          <Text size="sm" c="var(--quiet)" mt="xs" data-testid="block-added">
            {words.blocks.added(adding.data.phone ?? adding.data.network ?? '')}
          </Text>
        )}
      </div>
      {adding.error && <Refusal error={adding.error} kind={draft.kind} />}
    </form>
  );
}

/** What the page of a lead has asked to block. */
function readDraft(asked: URLSearchParams, widgets: WidgetSummary[]): NewBlock {
  const widget = widgets.find(({ hash }) => hash === asked.get('widget')) ?? widgets[0];
  const network = asked.get('network');
  return {
    widgetHash: widget?.hash ?? null,
    kind: network === null ? 'phone' : 'network',
    value: network ?? asked.get('phone') ?? '',
    note: '',
  };
}

function Refusal({ error, kind }: { error: Error; kind: NewBlock['kind'] }) {
  const { words } = useLanguage();
  const isValueRefused = error instanceof ProblemError && error.problems.some(({ place }) => place === kind);
  if (!isValueRefused) return <Problems error={error} testId="block-problem" />;
  return (
    <Alert color="red" variant="light" role="alert" mt="xs" data-testid="block-problem">
      {words.blocks.refused[kind]}
    </Alert>
  );
}
