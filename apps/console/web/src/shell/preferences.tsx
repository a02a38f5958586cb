import { ActionIcon, Group, SegmentedControl, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { languages, parseLanguage } from '../language/language.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Icon } from './icon.tsx';

/** The reader's language and colours; both are kept in the browser. */
export function Preferences() {
  const { language, words, choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <Group gap="xs" wrap="nowrap">
      <SegmentedControl
        size="xs"
        aria-label={words.shell.language}
        data-testid="language"
        data={languages.map((value) => ({ value, label: value.toUpperCase() }))}
        value={language}
        onChange={(value) => choose(parseLanguage(value) ?? language)}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label={isDark ? words.shell.lightColours : words.shell.darkColours}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        <Icon name={isDark ? 'sun' : 'moon'} size={16} />
      </ActionIcon>
    </Group>
  );
}
