import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LetterDraft } from '../api/console-api.ts';
import { sendTestLetter } from '../api/console-api.ts';
import { sessionQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Problems } from './problems.tsx';

export function TestLetter({ hash, draft }: { hash: string; draft: LetterDraft }) {
  const { language, words } = useLanguage();
  const ownAddress = useQuery(sessionQuery(language)).data?.user.email ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const to = typed ?? ownAddress;
  const sending = useMutation({ mutationFn: () => sendTestLetter(hash, draft, to.trim(), language) });
  return (
    <>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          label={words.letters.testTo}
          type="email"
          value={to}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button
          variant="default"
          disabled={to.trim() === ''}
          loading={sending.isPending}
          onClick={() => sending.mutate()}
          data-testid="send-test"
        >
          {words.letters.sendTest}
        </Button>
      </Group>
      {sending.error && <Problems error={sending.error} testId="test-problem" />}
      {sending.isSuccess && (
        <Text size="sm" c="var(--quiet)" role="status" data-testid="test-sent">
          {words.letters.testSent}
        </Text>
      )}
    </>
  );
}
