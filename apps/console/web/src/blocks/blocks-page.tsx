import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Session, WidgetSummary } from '../api/console-api.ts';
import { blocksQuery, widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { PageLoader } from '../shell/page-loader.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { AddBlock } from './add-block.tsx';
import { BlockRow } from './block-row.tsx';
import classes from './blocks-page.module.css';

/** Phones and addresses that nobody is called for: of the account's widgets, and for operators of the installation. */
export function BlocksPage({ session }: { session: Session }) {
  const { language, words } = useLanguage();
  const widgets = useQuery(widgetsQuery(language));
  usePageTitle(words.blocks.title);
  if (!widgets.data) {
    return widgets.error ? <ProblemBox error={widgets.error} onRetry={() => void widgets.refetch()} /> : <PageLoader />;
  }
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {words.blocks.title}
      </Title>
      <Text size="sm" c="var(--quiet)" maw={760}>
        {words.blocks.hint}
      </Text>
      <AddBlock widgets={widgets.data} isOperator={session.user.role === 'operator'} />
      <BlockList widgets={widgets.data} />
    </Stack>
  );
}

function BlockList({ widgets }: { widgets: WidgetSummary[] }) {
  const { language, words } = useLanguage();
  const blocks = useQuery(blocksQuery(language));
  if (blocks.error) return <ProblemBox error={blocks.error} onRetry={() => void blocks.refetch()} />;
  if (!blocks.data) return <PageLoader />;
  if (blocks.data.length === 0) {
    return (
      <Text c="var(--quiet)" data-testid="no-blocks">
        {words.blocks.none}
      </Text>
    );
  }
  return (
    <div className={classes.list}>
      {blocks.data.map((block) => (
        <BlockRow key={block.id} block={block} widgets={widgets} />
      ))}
    </div>
  );
}
