import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { BlockItem } from '../api/block-api.ts';
import type { Session, WidgetSummary } from '../api/console-api.ts';
import { blocksQuery, widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { AddBlock } from './add-block.tsx';
import { BlockRow } from './block-row.tsx';
import classes from './blocks-page.module.css';

/** Phones and addresses that nobody is called for: of the account's widgets, and for operators of the installation. */
export function BlocksPage({ session }: { session: Session }) {
  const { language, words } = useLanguage();
  const blocks = useQuery(blocksQuery(language));
  usePageTitle(words.blocks.title);
  return (
    <Loaded query={useQuery(widgetsQuery(language))}>
      {(widgets) => (
        <Stack gap="md">
          <Title order={1} size="h3">
            {words.blocks.title}
          </Title>
          <Text size="sm" c="var(--quiet)" maw={760}>
            {words.blocks.hint}
          </Text>
          <AddBlock widgets={widgets} isOperator={session.user.role === 'operator'} />
          <Loaded query={blocks}>{(all) => <BlockList blocks={all} widgets={widgets} />}</Loaded>
        </Stack>
      )}
    </Loaded>
  );
}

function BlockList({ blocks, widgets }: { blocks: BlockItem[]; widgets: WidgetSummary[] }) {
  const { words } = useLanguage();
  if (blocks.length === 0) {
    return (
      <Text c="var(--quiet)" data-testid="no-blocks">
        {words.blocks.none}
      </Text>
    );
  }
  return (
    <div className={classes.list}>
      {blocks.map((block) => (
        <BlockRow key={block.id} block={block} widgets={widgets} />
      ))}
    </div>
  );
}
