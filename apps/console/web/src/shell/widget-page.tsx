import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import { widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Loaded } from './loaded.tsx';
import { usePageTitle } from './use-page-title.ts';

interface Props {
  title: string;
  /** Of the address: `/letters/<hash>`. */
  path: string;
  children: (hash: string) => ReactNode;
}

/** A page about one widget of the account, with the choice between them. */
export function WidgetPage({ title, path, children }: Props) {
  const { language, words } = useLanguage();
  const navigate = useNavigate();
  const params = useParams();
  usePageTitle(title);
  return (
    <Loaded query={useQuery(widgetsQuery(language))}>
      {(widgets) => {
        const hash = params.hash ?? widgets[0]?.hash;
        if (hash === undefined) return <Text c="var(--quiet)">{words.letters.noWidgets}</Text>;
        return (
          <Stack gap="md">
            <Title order={1} size="h3">
              {title}
            </Title>
            <NativeSelect
              maw={360}
              label={words.lead.widget}
              value={hash}
              onChange={(event) => void navigate(`/${path}/${event.currentTarget.value}`)}
              data={widgets.map((widget) => ({ value: widget.hash, label: widget.name }))}
              data-testid={`${path}-widget`}
            />
            {children(hash)}
          </Stack>
        );
      }}
    </Loaded>
  );
}
