import type { ReactNode } from 'react';
import { createContext, use, useEffect, useState } from 'react';
import type { Dictionary } from './english.ts';
import { english } from './english.ts';
import type { Language } from './language.ts';
import { readLanguage, storeLanguage } from './language.ts';
import { russian } from './russian.ts';

const dictionaries: Record<Language, Dictionary> = { en: english, ru: russian };

interface LanguageChoice {
  language: Language;
  words: Dictionary;
  choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (next: Language) => {
    storeLanguage(next);
    setLanguage(next);
  };
  return <LanguageContext value={{ language, words: dictionaries[language], choose }}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (!choice) throw new Error('useLanguage is used outside LanguageProvider');
  return choice;
}
