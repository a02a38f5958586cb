import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { lettersQuery, widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { PageLoader } from '../shell/page-loader.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { LettersForm } from './letters-form.tsx';
import { ServerCard } from './server-card.tsx';

/** Who gets which letter of a widget, by which server, and in which words. */
export function LettersPage() {
  const { language, words } = useLanguage();
  const navigate = useNavigate();
  const params = useParams();
  const widgets = useQuery(widgetsQuery(language));
  usePageTitle(words.letters.title);
  if (!widgets.data) {
    return widgets.error ? <ProblemBox error={widgets.error} onRetry={() => void widgets.refetch()} /> : <PageLoader />;
  }
  const hash = params.hash ?? widgets.data[0]?.hash;
  if (hash === undefined) return <Text c="var(--quiet)">{words.letters.noWidgets}</Text>;
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {words.letters.title}
      </Title>
      <NativeSelect
        maw={360}
        label={words.lead.widget}
        value={hash}
        onChange={(event) => void navigate(`/letters/${event.currentTarget.value}`)}
        data={widgets.data.map((widget) => ({ value: widget.hash, label: widget.name }))}
        data-testid="letters-widget"
      />
      <WidgetLetters key={hash} hash={hash} />
    </Stack>
  );
}

function WidgetLetters({ hash }: { hash: string }) {
  const { language } = useLanguage();
  const letters = useQuery(lettersQuery(hash, language));
  if (!letters.data) {
    return letters.error ? <ProblemBox error={letters.error} onRetry={() => void letters.refetch()} /> : <PageLoader />;
  }
  return (
    <>
      <LettersForm hash={hash} letters={letters.data} />
      <ServerCard hash={hash} letters={letters.data} />
    </>
  );
}
