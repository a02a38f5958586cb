import { Button, CloseButton, Input, Stack, TextInput } from '@mantine/core';
import type { WebhookDraft } from '../../../src/webhooks/webhook-draft.ts';
import { useLanguage } from '../language/use-language.tsx';
import classes from './webhook-form.module.css';

type Header = WebhookDraft['headers'][number];

interface Props {
  headers: Header[];
  kept: readonly string[];
  onChange: (headers: Header[]) => void;
}

/** Headers that go along with each notification. A value that the server has is not shown. */
export function HeadersPart({ headers, kept, onChange }: Props) {
  const { words } = useLanguage();
  return (
    <Stack gap={6} align="flex-start">
      <Input.Label>{words.webhooks.headers}</Input.Label>
      {headers.map((header, index) => (
        <div key={index} className={classes.header} data-testid="webhook-header">
          <TextInput
            aria-label={words.webhooks.headerName}
            placeholder={words.webhooks.headerName}
            required
            value={header.name}
            onChange={({ currentTarget }) => onChange(headers.with(index, { ...header, name: currentTarget.value }))}
          />
          <TextInput
            aria-label={words.webhooks.headerValue}
            placeholder={kept.includes(header.name) ? words.webhooks.headerKept : words.webhooks.headerValue}
            autoComplete="off"
            value={header.value ?? ''}
            onChange={({ currentTarget }) =>
              onChange(headers.with(index, { ...header, value: valueOf(currentTarget.value, header, kept) }))
            }
          />
          <CloseButton
            aria-label={words.webhooks.removeHeader(header.name)}
            onClick={() => onChange(headers.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        onClick={() => onChange([...headers, { name: '', value: '' }])}
        data-testid="add-header"
      >
        {words.webhooks.addHeader}
      </Button>
    </Stack>
  );
}

function valueOf(typed: string, { name }: Header, kept: readonly string[]): string | null {
  return typed === '' && kept.includes(name) ? null : typed;
}
