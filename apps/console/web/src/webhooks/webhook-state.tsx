import type { WebhookView } from '../../../src/api/delivery-view.ts';
import { StatusBadge } from '../format/status-badge.tsx';
import { useLanguage } from '../language/use-language.tsx';

/** Whether a webhook works, fails or is off. */
export function WebhookState({ webhook: { reason, failingSince } }: { webhook: WebhookView }) {
  const { words } = useLanguage();
  const state = reason ?? (failingSince === null ? 'works' : 'fails');
  const tone = state === 'works' ? 'success' : state === 'fails' ? 'waiting' : 'failure';
  return (
    <StatusBadge tone={tone} testId="webhook-state">
      {words.webhooks[state]}
    </StatusBadge>
  );
}
