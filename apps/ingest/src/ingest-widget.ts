import type { WidgetWithSettings } from '@ringback/db';
import type { RecogniseSettings } from '@ringback/submission';

/** What a visitor reads after sending, by when. */
export type AnswerPages = WidgetWithSettings['settings']['answerPages'];

/** Of the files of one form. */
export interface FileLimits {
  maxCount: number;
  /** Of each. */
  maxBytes: number;
}

/** What ingest knows of a widget. */
export interface IngestWidget {
  id: string;
  accountId: string;
  hash: string;
  name: string;
  enabled: boolean;
  settingsVersion: number;
  /** `host[:port]` or `*.host[:port]`; a redirect or a link never leaves them. */
  sites: string[];
  language: 'ru' | 'en';
  thankYouUrl: string | null;
  /** In the owner's words, where they are not ours. */
  answerPages: AnswerPages;
  recognise: RecogniseSettings;
  files: FileLimits;
  /** 0: as many as the installation takes for a widget. */
  formsPerMinute: number;
}
