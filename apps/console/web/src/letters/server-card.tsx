import { Button, Group, NativeSelect, NumberInput, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { LettersView, SmtpAccountView } from '../../../src/letters/letters-view.ts';
import type { NewSmtpAccount } from '../api/console-api.ts';
import { removeSmtpAccount, saveSmtpAccount } from '../api/console-api.ts';
import { lettersQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Card } from '../lead/card.tsx';
import { Problems } from './problems.tsx';
import classes from './server-card.module.css';

const NEW_ACCOUNT: NewSmtpAccount = {
  host: '',
  port: 587,
  security: 'starttls',
  username: null,
  password: null,
  sender: '',
};

export function ServerCard({ hash, letters }: { hash: string; letters: LettersView }) {
  const { words } = useLanguage();
  const { account, installationSender } = letters;
  const [isOwn, setOwn] = useState(account !== null);
  const remove = useAccountChange(hash, removeSmtpAccount);
  const toggle = (own: boolean): void => {
    setOwn(own);
    if (!own && account) remove.mutate();
  };
  return (
    <Card title={words.letters.server} testId="server">
      <Stack gap="sm">
        <Switch
          label={words.letters.ownServer}
          checked={isOwn}
          onChange={(event) => toggle(event.currentTarget.checked)}
          data-testid="own-server"
        />
        {remove.error && <Problems error={remove.error} testId="server-problem" />}
        {isOwn && <ServerForm hash={hash} account={account} />}
        {!isOwn && installationSender !== null && (
          <Text size="sm" c="var(--quiet)">
            {words.letters.installation(installationSender)}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

function ServerForm({ hash, account }: { hash: string; account: SmtpAccountView | null }) {
  const { words } = useLanguage();
  const [draft, setDraft] = useState<NewSmtpAccount>(account ? draftOf(account) : NEW_ACCOUNT);
  const saving = useAccountChange(hash, (of, language) => saveSmtpAccount(of, draft, language));
  const set = (change: Partial<NewSmtpAccount>): void => {
    saving.reset();
    setDraft({ ...draft, ...change });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <ServerFields draft={draft} hasPassword={account?.hasPassword ?? false} onChange={set} />
        {saving.error && <Problems error={saving.error} testId="server-problem" />}
        <Group gap="md">
          <Button type="submit" loading={saving.isPending} data-testid="save-server">
            {words.letters.save}
          </Button>
          {saving.isSuccess && (
            <Text size="sm" c="var(--quiet)" role="status" data-testid="server-saved">
              {words.letters.saved}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface FieldsProps {
  draft: NewSmtpAccount;
  hasPassword: boolean;
  onChange: (change: Partial<NewSmtpAccount>) => void;
}

function ServerFields({ draft, hasPassword, onChange }: FieldsProps) {
  const { words } = useLanguage();
  const { securities } = words.letters;
  const signsIn = draft.security !== 'none';
  return (
    <div className={classes.fields}>
      <TextInput
        label={words.letters.host}
        placeholder="smtp.example.com"
        required
        withAsterisk={false}
        value={draft.host}
        onChange={(event) => onChange({ host: event.currentTarget.value.trim() })}
      />
      <NumberInput
        label={words.letters.port}
        min={1}
        max={65_535}
        value={draft.port}
        onChange={(port) => onChange({ port: Number(port) })}
      />
      <NativeSelect
        label={words.letters.security}
        value={draft.security}
        onChange={(event) => onChange(securityOf(event.currentTarget.value))}
        data={(['starttls', 'tls', 'none'] as const).map((value) => ({ value, label: securities[value] }))}
      />
      <TextInput
        label={words.letters.username}
        autoComplete="off"
        disabled={!signsIn}
        value={draft.username ?? ''}
        onChange={(event) => onChange({ username: event.currentTarget.value || null })}
      />
      <PasswordInput
        label={words.letters.password}
        autoComplete="new-password"
        disabled={!signsIn}
        placeholder={hasPassword ? words.letters.passwordKept : ''}
        value={draft.password ?? ''}
        onChange={(event) => onChange({ password: event.currentTarget.value || null })}
      />
      <TextInput
        label={words.letters.sender}
        placeholder="Shop <robot@example.com>"
        required
        withAsterisk={false}
        value={draft.sender}
        onChange={(event) => onChange({ sender: event.currentTarget.value })}
      />
    </div>
  );
}

function useAccountChange(hash: string, change: (hash: string, language: 'en' | 'ru') => Promise<void>) {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => change(hash, language),
    onSuccess: () => client.invalidateQueries({ queryKey: lettersQuery(hash, language).queryKey }),
  });
}

function securityOf(value: string): Partial<NewSmtpAccount> {
  if (value === 'none') return { security: 'none', username: null, password: null };
  return { security: value === 'tls' ? 'tls' : 'starttls' };
}

function draftOf({ host, port, security, username, sender }: SmtpAccountView): NewSmtpAccount {
  return { host, port, security, username, sender, password: null };
}
