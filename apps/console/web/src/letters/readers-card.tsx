import { Button, CloseButton, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { LettersView } from '../../../src/letters/letters-view.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Card } from '../lead/card.tsx';
import classes from './readers-card.module.css';

type Recipient = LettersView['recipients'][number];

interface Props {
  recipients: Recipient[];
  offices: string[];
  onChange: (recipients: Recipient[]) => void;
}

const NEW_READER: Recipient = { to: '', letter: 'submission', when: 'all', office: null };

export function ReadersCard({ recipients, offices, onChange }: Props) {
  const { words } = useLanguage();
  return (
    <Card title={words.letters.readers} testId="readers">
      <Stack gap="sm" align="flex-start">
        {recipients.length === 0 && (
          <Text size="sm" c="var(--quiet)">
            {words.letters.readersHint}
          </Text>
        )}
        {recipients.map((recipient, index) => (
          <Reader
            key={index}
            recipient={recipient}
            offices={offices}
            onChange={(changed) => onChange(recipients.with(index, changed))}
            onRemove={() => onChange(recipients.toSpliced(index, 1))}
          />
        ))}
        <Button
          variant="default"
          size="xs"
          onClick={() => onChange([...recipients, NEW_READER])}
          data-testid="add-reader"
        >
          {words.letters.addReader}
        </Button>
      </Stack>
    </Card>
  );
}

interface ReaderProps {
  recipient: Recipient;
  offices: string[];
  onChange: (recipient: Recipient) => void;
  onRemove: () => void;
}

function Reader({ recipient, offices, onChange, onRemove }: ReaderProps) {
  const { words } = useLanguage();
  const set = (change: Partial<Recipient>) => onChange({ ...recipient, ...change });
  const { kinds, results } = words.letters;
  return (
    <div className={classes.reader} data-testid="reader">
      <TextInput
        label={words.letters.to}
        type="email"
        required
        withAsterisk={false}
        value={recipient.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.letters.letter}
        value={recipient.letter}
        onChange={(event) => set({ letter: event.currentTarget.value === 'status' ? 'status' : 'submission' })}
        data={[
          { value: 'submission', label: kinds.submission },
          { value: 'status', label: kinds.status },
        ]}
      />
      <NativeSelect
        label={words.letters.when}
        value={recipient.when}
        onChange={(event) => set({ when: readResult(event.currentTarget.value) })}
        data={(['all', 'success', 'failure'] as const).map((value) => ({
          value,
          label: results[recipient.letter][value],
        }))}
      />
      <NativeSelect
        label={words.letters.office}
        value={recipient.office ?? ''}
        onChange={(event) => set({ office: event.currentTarget.value || null })}
        data={[{ value: '', label: words.letters.anyOffice }, ...offices.map((name) => ({ value: name, label: name }))]}
      />
      <CloseButton
        className={classes.remove}
        aria-label={words.letters.removeReader(recipient.to)}
        onClick={onRemove}
        data-testid="remove-reader"
      />
    </div>
  );
}

function readResult(value: string): Recipient['when'] {
  return value === 'success' || value === 'failure' ? value : 'all';
}
