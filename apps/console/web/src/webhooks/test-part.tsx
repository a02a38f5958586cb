import { Alert, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { WebhookView } from '../../../src/api/delivery-view.ts';
import type { WebhookTest } from '../../../src/webhooks/test-webhook.ts';
import { testWebhook } from '../api/delivery-api.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Problems } from '../letters/problems.tsx';
import { describeTestOutcome } from './describe-test-outcome.ts';
import { SmallAction } from './small-action.tsx';
import classes from './webhook-form.module.css';

export function TestPart({ webhook }: { webhook: WebhookView }) {
  const { language, words } = useLanguage();
  const test = useMutation({ mutationFn: () => testWebhook(webhook, language) });
  return (
    <Stack gap={6} align="flex-start">
      <SmallAction action={test} testId="test-webhook">
        {words.webhooks.test}
      </SmallAction>
      <Text size="sm" c="var(--quiet)">
        {words.webhooks.testHint}
      </Text>
      {test.data && <TestOutcome test={test.data} />}
      {test.error && <Problems error={test.error} testId="test-problem" />}
    </Stack>
  );
}

function TestOutcome({ test }: { test: WebhookTest }) {
  const { language, words } = useLanguage();
  const { outcome, address, durationMs, answer } = test;
  const from = address === null ? null : words.webhooks.connectedTo(address);
  return (
    <Alert
      color={outcome === 'taken' ? 'green' : 'red'}
      variant="light"
      w="100%"
      role="status"
      title={describeTestOutcome(test, words.webhooks.tests, language)}
      data-testid="test-outcome"
      data-outcome={outcome}
    >
      <Text size="sm">{[from, words.webhooks.took(durationMs)].filter((part) => part !== null).join(', ')}</Text>
      {answer !== null && answer !== '' && <pre className={classes.answer}>{answer}</pre>}
    </Alert>
  );
}
