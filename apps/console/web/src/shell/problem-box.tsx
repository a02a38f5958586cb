import { Alert, Button, Stack, Text } from '@mantine/core';
import { ProblemError } from '../api/problem-error.ts';
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
      m="md"
      role="alert"
      data-testid="problem"
      title={isAnswer ? error.title : words.problems.title}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{isAnswer ? error.detail : words.problems.network}</Text>
        <Button size="xs" variant="default" onClick={onRetry}>
          {words.problems.again}
        </Button>
      </Stack>
    </Alert>
  );
}
