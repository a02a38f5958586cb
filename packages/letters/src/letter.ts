import type { LeadView } from '@ringback/db';
import type { Language } from '@ringback/scenario';

/** What letters tell of a lead. */
export type LetterLead = Pick<
  LeadView,
  | 'id'
  | 'receivedAt'
  | 'widgetName'
  | 'phone'
  | 'phoneRaw'
  | 'visitorName'
  | 'email'
  | 'comment'
  | 'formName'
  | 'fields'
  | 'files'
  | 'utm'
  | 'page'
  | 'status'
  | 'talkSeconds'
  | 'recordings'
>;

export interface LetterOptions {
  language: Language;
  /** Where the cabinet is; null leaves the link to the lead out. */
  consoleUrl: string | null;
  /** Of the files that go along; the others are named. */
  attachedIds?: readonly string[];
  /** IANA name, such as `Europe/Moscow`. UTC when it is not given. */
  timeZone?: string;
}

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

export interface LetterRow {
  label: string;
  value: string;
  /** Of the schemes tel, mailto, http and https only. */
  href?: string;
  /** What is shown of a link instead of `value`, where there are links. */
  linkText?: string;
}

export interface LetterSection {
  title: string | null;
  rows: LetterRow[];
}

/** A letter before it is text or HTML. */
export interface LetterContent {
  language: Language;
  subject: string;
  heading: string;
  sections: LetterSection[];
  link: LetterLink | null;
  /** Calls the visitor at once, where the letter is read on a phone. */
  call: LetterLink | null;
}

export interface LetterLink {
  label: string;
  url: string;
}
