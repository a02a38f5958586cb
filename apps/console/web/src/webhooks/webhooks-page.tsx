import { Button, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { WebhookWithSecret } from '../api/delivery-api.ts';
import { webhooksQuery, widgetsQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { PageLoader } from '../shell/page-loader.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { NewWebhookCard } from './new-webhook-card.tsx';
import { WebhookCard } from './webhook-card.tsx';

/** Which other systems a widget tells about its leads. */
export function WebhooksPage() {
  const { language, words } = useLanguage();
  const navigate = useNavigate();
  const params = useParams();
  const widgets = useQuery(widgetsQuery(language));
  usePageTitle(words.webhooks.title);
  if (!widgets.data) {
    return widgets.error ? <ProblemBox error={widgets.error} onRetry={() => void widgets.refetch()} /> : <PageLoader />;
  }
  const hash = params.hash ?? widgets.data[0]?.hash;
  if (hash === undefined) return <Text c="var(--quiet)">{words.letters.noWidgets}</Text>;
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {words.webhooks.title}
      </Title>
      <NativeSelect
        maw={360}
        label={words.lead.widget}
        value={hash}
        onChange={(event) => void navigate(`/webhooks/${event.currentTarget.value}`)}
        data={widgets.data.map((widget) => ({ value: widget.hash, label: widget.name }))}
        data-testid="webhooks-widget"
      />
      <WidgetWebhooks key={hash} hash={hash} />
    </Stack>
  );
}

function WidgetWebhooks({ hash }: { hash: string }) {
  const { language, words } = useLanguage();
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<WebhookWithSecret | null>(null);
  const all = useQuery({ ...webhooksQuery(language), refetchOnWindowFocus: false });
  if (!all.data) {
    return all.error ? <ProblemBox error={all.error} onRetry={() => void all.refetch()} /> : <PageLoader />;
  }
  const webhooks = all.data.filter(({ widgetHash }) => widgetHash === hash);
  return (
    <>
      {webhooks.length === 0 && !isAdding && <Text c="var(--quiet)">{words.webhooks.none}</Text>}
      {webhooks.map((webhook) => (
        <WebhookCard
          key={webhook.id}
          webhook={webhook}
          secret={added?.webhook.id === webhook.id ? added.secret : null}
        />
      ))}
      {isAdding ? (
        <NewWebhookCard
          hash={hash}
          onAdded={(one) => {
            setAdded(one);
            setAdding(false);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <div>
          <Button variant="default" onClick={() => setAdding(true)} data-testid="add-webhook">
            {words.webhooks.add}
          </Button>
        </div>
      )}
    </>
  );
}
