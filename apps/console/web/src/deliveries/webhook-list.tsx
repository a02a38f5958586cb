import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { WebhookView } from '../../../src/api/delivery-view.ts';
import { webhooksQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { WebhookState } from '../webhooks/webhook-state.tsx';
import classes from './deliveries-page.module.css';

/** Webhooks that fail or are off: much of what the list below shows follows from them. */
export function WebhookList() {
  const { language } = useLanguage();
  const webhooks = (useQuery(webhooksQuery(language)).data ?? []).filter(({ failingSince }) => failingSince !== null);
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
  const { words } = useLanguage();
  return (
    <div className={classes.row} data-testid="webhook">
      <div className={classes.top}>
        <div className={classes.what}>
          {webhook.widgetName} · {webhook.url}
        </div>
        <WebhookState webhook={webhook} />
        <Link to={`/webhooks/${webhook.widgetHash}`}>{words.webhooks.set}</Link>
      </div>
    </div>
  );
}
