import type { Request } from 'express';

import { ENGLISH, type Texts } from './texts-english.ts';
import { RUSSIAN } from './texts-russian.ts';

export type Language = 'en' | 'ru';

export const TEXTS: Readonly<Record<Language, Texts>> = { en: ENGLISH, ru: RUSSIAN };

/** The language that `?lang=` chooses; null when it chooses none. */
export function readChosenLanguage(req: Request): Language | null {
  const { lang } = req.query;
  return lang === 'en' || lang === 'ru' ? lang : null;
}

export function readLanguage(req: Request): Language {
  return readChosenLanguage(req) ?? (req.acceptsLanguages('en', 'ru') === 'ru' ? 'ru' : 'en');
}
