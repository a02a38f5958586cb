import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { signIn } from '../api/console-api.ts';
import { ProblemError } from '../api/problem-error.ts';
import { sessionKey } from '../api/queries.ts';
import type { Dictionary } from '../language/english.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Preferences } from '../shell/preferences.tsx';
import { RingbackMark } from '../shell/ringback-mark.tsx';
import classes from './sign-in-page.module.css';

export function SignInPage() {
  const { words } = useLanguage();
  return (
    <main className={classes.page}>
      <Group justify="flex-end">
        <Preferences />
      </Group>
      <div className={classes.card}>
        <Stack gap="lg">
          <div>
            <h1 className={classes.brand} style={{ margin: 0 }}>
              <RingbackMark size={36} />
              {words.product}
            </h1>
            <Text c="var(--quiet)" size="sm" mt="sm">
              {words.signIn.lead}
            </Text>
          </div>
          <SignInForm />
        </Stack>
      </div>
    </main>
  );
}

function SignInForm() {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entry = useMutation({
    mutationFn: () => signIn(email.trim(), password, language),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    entry.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={words.signIn.title} data-testid="sign-in">
      <Stack gap="md">
        <TextInput
          label={words.signIn.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.signIn.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {entry.error && (
          <Alert color="red" variant="light" role="alert" data-testid="sign-in-problem">
            {reasonOf(entry.error, words)}
          </Alert>
        )}
        <Button type="submit" fullWidth loading={entry.isPending}>
          {words.signIn.submit}
        </Button>
      </Stack>
    </form>
  );
}

function reasonOf(error: Error, words: Dictionary): string {
  if (!(error instanceof ProblemError)) return words.problems.network;
  if (error.status === 429) return words.problems.tooMany;
  return error.status === 401 ? words.signIn.refused : error.title;
}
