import { Alert } from '@mantine/core';
import { ProblemError } from '../api/problem-error.ts';
import { useLanguage } from '../language/use-language.tsx';

/** What the server says against what was entered, line by line where it knows the line. */
export function Problems({ error, testId }: { error: Error; testId: string }) {
  const { words } = useLanguage();
  const isAnswer = error instanceof ProblemError;
  const problems = isAnswer ? error.problems : [];
  return (
    <Alert color="red" variant="light" role="alert" data-testid={testId} title={isAnswer ? error.title : undefined}>
      {problems.length === 0 && (isAnswer ? error.detail : words.problems.network)}
      {problems.map(({ place, line, message }, index) => (
        <div key={index}>
          {[place, line === null ? null : words.letters.line(line)].filter(Boolean).join(', ')}: {message}
        </div>
      ))}
    </Alert>
  );
}
