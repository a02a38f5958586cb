import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WebhookView } from '../../../src/api/delivery-view.ts';
import { switchWebhookOn } from '../api/delivery-api.ts';
import { webhooksQuery } from '../api/queries.ts';
import { StatusBadge } from '../format/status-badge.tsx';
import { useLanguage } from '../language/use-language.tsx';
import classes from './deliveries-page.module.css';

/** The webhooks of all widgets. One that was switched off can be switched on here. */
export function WebhookList() {
  const { language } = useLanguage();
  const webhooks = useQuery(webhooksQuery(language)).data ?? [];
  if (webhooks.length === 0) return null;
  return (
    <div className={classes.list}>
      {webhooks.map((webhook) => (
        <Webhook key={`${webhook.widgetHash} ${webhook.url}`} webhook={webhook} />
      ))}
    </div>
  );
}

function Webhook({ webhook }: { webhook: WebhookView }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const { url, events, method, widgetName, failingSince, reason } = webhook;
  const on = useMutation({
    mutationFn: () => switchWebhookOn(webhook, language),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const state = reason !== null ? reason : failingSince !== null ? 'fails' : 'works';
  const tone = state === 'works' ? 'success' : state === 'fails' ? 'waiting' : 'failure';
  return (
    <div className={classes.row} data-testid="webhook" data-state={state}>
      <div className={classes.top}>
        <div className={classes.what}>
          {widgetName} · {method} {url}
          <div className={classes.quiet}>{events.join(', ')}</div>
        </div>
        <StatusBadge tone={tone} testId="webhook-state">
          {words.webhooks[state]}
        </StatusBadge>
        {reason !== null && (
          <Button size="compact-sm" variant="default" loading={on.isPending} onClick={() => on.mutate()}>
            {words.webhooks.switchOn}
          </Button>
        )}
      </div>
    </div>
  );
}
