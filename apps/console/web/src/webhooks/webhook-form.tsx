import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { WebhookDraft } from '../../../src/webhooks/webhook-draft.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Problems } from '../letters/problems.tsx';
import { HeadersPart } from './headers-part.tsx';
import { formatWaits, parseWaits } from './waits.ts';
import classes from './webhook-form.module.css';

interface Props {
  initial: WebhookDraft;
  /** Names of headers whose values the server has. */
  keptHeaders: readonly string[];
  /** Null: not known yet. */
  widgetScheduleSeconds: readonly number[] | null;
  saving: { isPending: boolean; isSuccess: boolean; error: Error | null };
  onSave: (draft: WebhookDraft) => void;
  onChange: () => void;
  onCancel?: () => void;
}

const EVENTS = ['lead.accepted', 'call.started', 'call.finished'] as const;

export function WebhookForm({ initial, keptHeaders, widgetScheduleSeconds, saving, ...on }: Props) {
  const { words } = useLanguage();
  const [draft, setDraft] = useState(initial);
  const [waits, setWaits] = useState(formatWaits(initial.scheduleSeconds ?? []));
  const scheduleSeconds = parseWaits(waits);
  const change = (part: Partial<WebhookDraft>): void => {
    on.onChange();
    setDraft({ ...draft, ...part });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (scheduleSeconds !== 'wrong') on.onSave({ ...draft, scheduleSeconds });
  };
  return (
    <form onSubmit={submit} data-testid="webhook-form">
      <Stack gap="sm">
        <MainFields draft={draft} onChange={change} />
        <HeadersPart headers={draft.headers} kept={keptHeaders} onChange={(headers) => change({ headers })} />
        <TextInput
          label={words.webhooks.schedule}
          description={widgetScheduleSeconds && words.webhooks.scheduleHint(formatWaits(widgetScheduleSeconds))}
          value={waits}
          error={scheduleSeconds === 'wrong' ? words.webhooks.scheduleWrong : null}
          onChange={({ currentTarget }) => {
            on.onChange();
            setWaits(currentTarget.value);
          }}
        />
        {saving.error && <Problems error={saving.error} testId="webhook-problem" />}
        <Group gap="md">
          <Button type="submit" loading={saving.isPending} data-testid="save-webhook">
            {words.letters.save}
          </Button>
          {on.onCancel && (
            <Button variant="default" onClick={on.onCancel}>
              {words.webhooks.cancel}
            </Button>
          )}
          {saving.isSuccess && (
            <Text size="sm" c="var(--quiet)" role="status" data-testid="webhook-saved">
              {words.letters.saved}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface FieldsProps {
  draft: WebhookDraft;
  onChange: (part: Partial<WebhookDraft>) => void;
}

function MainFields({ draft, onChange }: FieldsProps) {
  const { words } = useLanguage();
  const { shapes, eventNames } = words.webhooks;
  return (
    <>
      <div className={classes.fields}>
        <TextInput
          label={words.webhooks.url}
          type="url"
          required
          withAsterisk={false}
          placeholder="https://crm.example/ringback"
          value={draft.url}
          onChange={({ currentTarget }) => onChange({ url: currentTarget.value.trim() })}
        />
        <NativeSelect
          label={words.webhooks.shape}
          value={draft.shape}
          data={(['lead', 'flat'] as const).map((value) => ({ value, label: shapes[value] }))}
          onChange={({ currentTarget }) => onChange({ shape: currentTarget.value === 'flat' ? 'flat' : 'lead' })}
        />
        <NativeSelect
          label={words.webhooks.method}
          value={draft.method}
          data={['POST', 'GET']}
          onChange={({ currentTarget }) => onChange({ method: currentTarget.value === 'GET' ? 'GET' : 'POST' })}
        />
      </div>
      <Checkbox.Group
        label={words.webhooks.events}
        value={draft.events}
        onChange={(chosen) => onChange({ events: EVENTS.filter((event) => chosen.includes(event)) })}
      >
        <Group gap="md" mt={4}>
          {EVENTS.map((event) => (
            <Checkbox key={event} value={event} label={eventNames[event]} />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}
