import { Group, SegmentedControl, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LetterDraft } from '../api/console-api.ts';
import { letterPreviewQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Problems } from './problems.tsx';
import classes from './words-card.module.css';

const TYPING_PAUSE_MS = 500;
const WIDTHS = { phone: '360px', desk: '100%' };

export function LetterPreview({ hash, draft }: { hash: string; draft: LetterDraft }) {
  const { language, words } = useLanguage();
  const [screen, setScreen] = useState<keyof typeof WIDTHS>('phone');
  const [settled] = useDebouncedValue(draft, TYPING_PAUSE_MS);
  const preview = useQuery({ ...letterPreviewQuery(hash, settled, language), placeholderData: keepPreviousData });
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {words.letters.preview}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={words.letters.previewWidth}
          value={screen}
          onChange={(value) => setScreen(value === 'desk' ? 'desk' : 'phone')}
          data={[
            { value: 'phone', label: words.letters.phone },
            { value: 'desk', label: words.letters.desk },
          ]}
        />
      </Group>
      {preview.error && <Problems error={preview.error} testId="preview-problem" />}
      {preview.data && !preview.error && (
        <>
          <Text size="sm" className={classes.subject} data-testid="preview-subject">
            {preview.data.subject}
          </Text>
          {/* No scripts, no forms, no way out of the frame: what is in it was written by somebody. */}
          <iframe
            sandbox=""
            title={words.letters.preview}
            srcDoc={preview.data.html}
            className={classes.frame}
            style={{ width: WIDTHS[screen], maxWidth: '100%' }}
            data-testid="preview"
          />
        </>
      )}
    </>
  );
}
