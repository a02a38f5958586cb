import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookView } from '../../../src/api/delivery-view.ts';
import type { WebhookDraft } from '../../../src/webhooks/webhook-draft.ts';
import { removeWebhook, saveWebhook, switchWebhook } from '../api/delivery-api.ts';
import { Moment } from '../format/moment.tsx';
import { useLanguage } from '../language/use-language.tsx';
import { Card } from '../lead/card.tsx';
import { Problems } from '../letters/problems.tsx';
import { SecretsPart } from './secrets-part.tsx';
import { TestPart } from './test-part.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookState } from './webhook-state.tsx';

/** One webhook with all that can be done about it. `secret`: of one that was just added. */
export function WebhookCard({ webhook, secret }: { webhook: WebhookView; secret: string | null }) {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [timesSaved, setTimesSaved] = useState(0);
  const refresh = () => client.invalidateQueries({ queryKey: ['webhooks'] });
  const saving = useMutation({
    mutationFn: (draft: WebhookDraft) => saveWebhook(webhook, draft, language),
    onSuccess: async () => {
      await refresh();
      setTimesSaved(timesSaved + 1);
    },
  });
  return (
    <Card title={webhook.url} testId="webhook-card">
      <Stack gap="md">
        <StatePart webhook={webhook} onChanged={refresh} />
        <WebhookForm
          // What was saved begins anew: values of headers are not shown.
          key={timesSaved}
          initial={draftOf(webhook)}
          keptHeaders={webhook.headers}
          widgetScheduleSeconds={webhook.widgetScheduleSeconds}
          saving={saving}
          onSave={(draft) => saving.mutate(draft)}
          onChange={saving.reset}
        />
        <SecretsPart webhook={webhook} secret={secret} onChanged={refresh} />
        <TestPart webhook={webhook} />
        <RemovePart webhook={webhook} onRemoved={refresh} />
      </Stack>
    </Card>
  );
}

function StatePart({ webhook, onChanged }: { webhook: WebhookView; onChanged: () => Promise<void> }) {
  const { language, words } = useLanguage();
  const { reason, failingSince } = webhook;
  const change = useMutation({
    mutationFn: (to: 'on' | 'off') => switchWebhook(webhook, to, language),
    onSuccess: onChanged,
  });
  const isOff = reason !== null;
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <WebhookState webhook={webhook} />
        <Button
          size="compact-sm"
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate(isOff ? 'on' : 'off')}
          data-testid="switch-webhook"
        >
          {isOff ? words.webhooks.switchOn : words.webhooks.switchOff}
        </Button>
      </Group>
      {isOff && (
        <Text size="sm" data-testid="why-off">
          {words.webhooks.offSince[reason]}
        </Text>
      )}
      {!isOff && failingSince !== null && (
        <Text size="sm">
          {words.webhooks.failsSince} <Moment at={failingSince} as="clock" />
        </Text>
      )}
      {change.error && <Problems error={change.error} testId="switch-problem" />}
    </Stack>
  );
}

function RemovePart({ webhook, onRemoved }: { webhook: WebhookView; onRemoved: () => Promise<void> }) {
  const { language, words } = useLanguage();
  const [isSure, setSure] = useState(false);
  const removing = useMutation({ mutationFn: () => removeWebhook(webhook, language), onSuccess: onRemoved });
  return (
    <div>
      <Button
        size="compact-sm"
        color="red"
        variant={isSure ? 'filled' : 'subtle'}
        loading={removing.isPending}
        onClick={() => (isSure ? removing.mutate() : setSure(true))}
        onBlur={() => setSure(false)}
        data-testid="remove-webhook"
      >
        {isSure ? words.webhooks.removeSure : words.webhooks.remove}
      </Button>
      {removing.error && <Problems error={removing.error} testId="remove-problem" />}
    </div>
  );
}

function draftOf({ url, events, method, shape, headers, scheduleSeconds }: WebhookView): WebhookDraft {
  return { url, events, method, shape, scheduleSeconds, headers: headers.map((name) => ({ name, value: null })) };
}
