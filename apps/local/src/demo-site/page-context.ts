import type { Language } from './language.ts';
import type { Texts } from './texts-english.ts';

export interface SiteAddresses {
  /** Of the demo site itself. */
  url: string;
  ingestUrl: string;
  consoleUrl: string;
  widgetHash: string;
}

export interface PageContext {
  site: SiteAddresses;
  texts: Texts;
  language: Language;
  path: string;
  /** `?lang=…` when the visitor has chosen a language: links keep it. */
  languageQuery: string;
}
