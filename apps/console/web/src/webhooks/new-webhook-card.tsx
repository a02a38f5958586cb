import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WebhookDraft } from '../../../src/webhooks/webhook-draft.ts';
import { addWebhook, type WebhookWithSecret } from '../api/delivery-api.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Card } from '../lead/card.tsx';
import { WebhookForm } from './webhook-form.tsx';

interface Props {
  hash: string;
  onAdded: (added: WebhookWithSecret) => void;
  onCancel: () => void;
}

const NEW_WEBHOOK: WebhookDraft = {
  url: '',
  events: ['call.finished'],
  method: 'POST',
  shape: 'lead',
  headers: [],
  scheduleSeconds: null,
};

export function NewWebhookCard({ hash, onAdded, onCancel }: Props) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const adding = useMutation({
    mutationFn: (draft: WebhookDraft) => addWebhook(hash, draft, language),
    onSuccess: async (added) => {
      await client.invalidateQueries({ queryKey: ['webhooks'] });
      onAdded(added);
    },
  });
  return (
    <Card title={words.webhooks.newOne} testId="new-webhook">
      <WebhookForm
        initial={NEW_WEBHOOK}
        keptHeaders={[]}
        widgetScheduleSeconds={null}
        saving={adding}
        onSave={(draft) => adding.mutate(draft)}
        onChange={adding.reset}
        onCancel={onCancel}
      />
    </Card>
  );
}
