import { useQuery } from '@tanstack/react-query';
import { lettersQuery } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { WidgetPage } from '../shell/widget-page.tsx';
import { LettersForm } from './letters-form.tsx';
import { ServerCard } from './server-card.tsx';

/** Who gets which letter of a widget, by which server, and in which words. */
export function LettersPage() {
  const { words } = useLanguage();
  return (
    <WidgetPage title={words.letters.title} path="letters">
      {(hash) => <WidgetLetters key={hash} hash={hash} />}
    </WidgetPage>
  );
}

function WidgetLetters({ hash }: { hash: string }) {
  const { language } = useLanguage();
  return (
    <Loaded query={useQuery(lettersQuery(hash, language))}>
      {(letters) => (
        <>
          <LettersForm hash={hash} letters={letters} />
          <ServerCard hash={hash} letters={letters} />
        </>
      )}
    </Loaded>
  );
}
