import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LettersView } from '../../../src/letters/letters-view.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Card } from '../lead/card.tsx';
import { LetterPreview } from './letter-preview.tsx';
import { TestLetter } from './test-letter.tsx';
import classes from './words-card.module.css';

type Templates = LettersView['templates'];

interface Props {
  hash: string;
  templates: Templates;
  onChange: (templates: Templates) => void;
}

const EXAMPLES = {
  submission: `<h1>{{ name | default: phone }}</h1>
<p><a href="{{ phone_link }}">{{ phone }}</a></p>
{% if utm.source %}<p>{{ utm.source }} / {{ utm.campaign }}</p>{% endif %}
{% lead_table %}`,
  status: `<h1>{{ status }}</h1>
<p>{{ name }} <a href="{{ phone_link }}">{{ phone }}</a></p>
{% lead_table %}`,
};

export function WordsCard({ hash, templates, onChange }: Props) {
  const { words } = useLanguage();
  const [kind, setKind] = useState<keyof Templates>('submission');
  const { subject, body } = templates[kind];
  const set = (change: Partial<Templates['status']>) =>
    onChange({ ...templates, [kind]: { ...templates[kind], ...change } });
  const draft = { letter: kind, subject, body };
  return (
    <Card title={words.letters.words} testId="words">
      <Stack gap="sm">
        <SegmentedControl
          value={kind}
          onChange={(value) => setKind(value === 'status' ? 'status' : 'submission')}
          data={(['submission', 'status'] as const).map((value) => ({ value, label: words.letters.kinds[value] }))}
          style={{ alignSelf: 'flex-start' }}
        />
        <div className={classes.sides}>
          <Stack gap="sm">
            <TextInput
              label={words.letters.subject}
              value={subject ?? ''}
              maxLength={500}
              onChange={(event) => set({ subject: event.currentTarget.value || null })}
              data-testid="letter-subject"
            />
            <Textarea
              label={words.letters.body}
              value={body ?? ''}
              maxLength={20_000}
              autosize
              minRows={12}
              maxRows={30}
              spellCheck={false}
              classNames={{ input: classes.code }}
              onChange={(event) => set({ body: event.currentTarget.value || null })}
              data-testid="letter-body"
            />
            <Text size="xs" c="var(--quiet)">
              {words.letters.wordsHint}
            </Text>
            <Group gap="xs">
              {body === null && (
                <Button variant="default" size="xs" onClick={() => set({ body: EXAMPLES[kind] })}>
                  {words.letters.startFromExample}
                </Button>
              )}
              {(body !== null || subject !== null) && (
                <Button variant="subtle" size="xs" onClick={() => set({ subject: null, body: null })}>
                  {words.letters.backToOurs}
                </Button>
              )}
            </Group>
          </Stack>
          <Stack gap="sm">
            <LetterPreview hash={hash} draft={draft} />
            <TestLetter hash={hash} draft={draft} />
          </Stack>
        </div>
      </Stack>
    </Card>
  );
}
