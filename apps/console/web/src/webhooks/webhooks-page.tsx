import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookView } from '../../../src/api/delivery-view.ts';
import type { WebhookWithSecret } from '../api/delivery-api.ts';
import { webhooksQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { WidgetPage } from '../shell/widget-page.tsx';
import { NewWebhookCard } from './new-webhook-card.tsx';
import { WebhookCard } from './webhook-card.tsx';

/** Which other systems a widget tells about its leads. */
export function WebhooksPage() {
  const { language, words } = useLanguage();
  const all = useQuery({ ...webhooksQuery(language), refetchOnWindowFocus: false });
  return (
    <WidgetPage title={words.webhooks.title} path="webhooks">
      {(hash) => (
        <Loaded query={all}>
          {(webhooks) => (
            <WidgetWebhooks key={hash} hash={hash} webhooks={webhooks.filter((one) => one.widgetHash === hash)} />
          )}
        </Loaded>
      )}
    </WidgetPage>
  );
}

function WidgetWebhooks({ hash, webhooks }: { hash: string; webhooks: WebhookView[] }) {
  const { words } = useLanguage();
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<WebhookWithSecret | null>(null);
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
