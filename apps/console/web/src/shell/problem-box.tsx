import { Alert, Button, Stack, Text } from '@mantine/core';
import { ProblemError } from '../api/problem-error.ts';
import type { Dictionary } from '../language/english.ts';
import { useLanguage } from '../language/use-language.tsx';

interface Props {
  error: Error;
  onRetry: () => void;
}

export function ProblemBox({ error, onRetry }: Props) {
  const { words } = useLanguage();
  const isAnswer = error instanceof ProblemError;
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      data-testid="problem"
      title={isAnswer ? error.title : words.problems.title}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{textOf(error, words)}</Text>
        <Button size="xs" variant="default" onClick={onRetry}>
          {words.problems.again}
        </Button>
      </Stack>
    </Alert>
  );
}

function textOf(error: Error, words: Dictionary): string | null {
  if (error instanceof ProblemError) return error.detail;
  // `fetch` throws a TypeError when it gets no answer; anything else is a fault of this page.
  return error instanceof TypeError ? words.problems.network : words.problems.fault;
}
