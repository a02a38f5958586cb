import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { LettersView } from '../../../src/letters/letters-view.ts';
import type { LettersDraft } from '../api/console-api.ts';
import { saveLetters } from '../api/console-api.ts';
import { lettersQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Problems } from './problems.tsx';
import { ReadersCard } from './readers-card.tsx';
import { WordsCard } from './words-card.tsx';

/** Readers and words are saved together: they are one part of the widget's settings. */
export function LettersForm({ hash, letters }: { hash: string; letters: LettersView }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const [draft, setDraft] = useState<LettersDraft>({ recipients: letters.recipients, templates: letters.templates });
  const saving = useMutation({
    mutationFn: () => saveLetters(hash, draft, language),
    onSuccess: (saved) => client.setQueryData(lettersQuery(hash, language).queryKey, saved),
  });
  const change = (part: Partial<LettersDraft>): void => {
    saving.reset();
    setDraft({ ...draft, ...part });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form onSubmit={submit} data-testid="letters-form">
      <Stack gap="md">
        <ReadersCard
          recipients={draft.recipients}
          offices={letters.offices}
          onChange={(recipients) => change({ recipients })}
        />
        <WordsCard hash={hash} templates={draft.templates} onChange={(templates) => change({ templates })} />
        {saving.error && <Problems error={saving.error} testId="letters-problem" />}
        <Group gap="md">
          <Button type="submit" loading={saving.isPending} data-testid="save-letters">
            {words.letters.save}
          </Button>
          {saving.isSuccess && (
            <Text size="sm" c="var(--quiet)" role="status" data-testid="letters-saved">
              {words.letters.saved}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
