import { Alert, Button, CopyButton, Group, Input, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { WebhookView } from '../../../src/api/delivery-view.ts';
import { retireSecret, rotateSecret } from '../api/delivery-api.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Problems } from '../letters/problems.tsx';
import { SmallAction } from './small-action.tsx';
import classes from './webhook-form.module.css';

interface Props {
  webhook: WebhookView;
  /** Of a webhook that was just added. */
  secret: string | null;
  onChanged: () => Promise<void>;
}

/** The secrets of a webhook by their last characters, and how one replaces another. */
export function SecretsPart({ webhook, secret, onChanged }: Props) {
  const { language, words } = useLanguage();
  const { secrets } = webhook;
  const rotation = useMutation({ mutationFn: () => rotateSecret(webhook, language), onSuccess: onChanged });
  const retirement = useMutation({ mutationFn: () => retireSecret(webhook, language), onSuccess: onChanged });
  const shown = rotation.data?.secret ?? secret;
  const error = rotation.error ?? retirement.error;
  return (
    <Stack gap={6} align="flex-start" data-testid="webhook-secrets">
      <Input.Label>{words.webhooks.secrets}</Input.Label>
      {secrets.length === 0 && <Text size="sm">{words.webhooks.noSecrets}</Text>}
      {secrets.map((hint, index) => (
        <Text size="sm" key={hint} data-testid="webhook-secret">
          <code>whsec_{hint}</code>
          {secrets.length > 1 && ` (${index === 0 ? words.webhooks.newest : words.webhooks.old})`}
        </Text>
      ))}
      <Text size="sm" c="var(--quiet)">
        {secrets.length > 1 ? words.webhooks.retireHint : words.webhooks.secretsHint}
      </Text>
      {shown !== null && <ShownOnce secret={shown} />}
      {secrets.length < 2 ? (
        <SmallAction action={rotation} testId="rotate-secret">
          {words.webhooks.rotate}
        </SmallAction>
      ) : (
        <SmallAction action={retirement} testId="retire-secret">
          {words.webhooks.retire}
        </SmallAction>
      )}
      {error && <Problems error={error} testId="secret-problem" />}
    </Stack>
  );
}

function ShownOnce({ secret }: { secret: string }) {
  const { words } = useLanguage();
  return (
    <Alert color="blue" variant="light" title={words.webhooks.onceTitle} w="100%" data-testid="shown-secret">
      <Text size="sm" mb={6}>
        {words.webhooks.onceText}
      </Text>
      <Group gap="sm">
        <code className={classes.secret}>{secret}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? words.webhooks.copied : words.webhooks.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
