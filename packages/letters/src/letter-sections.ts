import { describeStatus, type Language, type LetterKind } from '@ringback/scenario';

import { cleanText } from './clean-text.ts';
import { LETTER_WORDS, type LetterWords } from './letter-words.ts';
import type { LetterLead, LetterOptions, LetterRow, LetterSection } from './letter.ts';
import { parseSingleAddress } from './parse-single-address.ts';

const SMALL = ['byte', 1] as const;
const MIDDLE = ['kilobyte', 1000] as const;
const LARGE = ['megabyte', 1_000_000] as const;

/** What letters say of a lead, in the order in which a manager reads it. What was not sent is left out. */
export function buildLetterSections(kind: LetterKind, lead: LetterLead, options: LetterOptions): LetterSection[] {
  const words = LETTER_WORDS[options.language];
  const sections = [
    { title: null, rows: [...buildCallRows(kind, lead, options, words), ...buildLeadRows(lead, options, words)] },
    { title: words.allFields, rows: buildFieldRows(lead) },
    { title: words.files, rows: buildFileRows(lead, options, words) },
    { title: words.visit, rows: buildVisitRows(lead, words) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** How the call stands. At the end the heading says it. */
function buildCallRows(kind: LetterKind, lead: LetterLead, options: LetterOptions, words: LetterWords): LetterRow[] {
  if (kind === 'submission') return row(words.status, lead.status && describeStatus(lead.status, options.language));
  const recording = linkToRecordings(options.consoleUrl, lead);
  return [
    ...row(words.talk, lead.talkSeconds === null ? null : formatSeconds(lead.talkSeconds)),
    ...row(words.recording, recording, recording).map((one) => ({ ...one, linkText: words.listen })),
  ];
}

function buildLeadRows(lead: LetterLead, options: LetterOptions, words: LetterWords): LetterRow[] {
  const email = lead.email && parseSingleAddress(lead.email);
  return [
    ...row(words.phone, lead.phone ?? lead.phoneRaw, lead.phone && `tel:${lead.phone}`),
    ...row(words.name, lead.visitorName),
    ...row(words.email, lead.email, email && `mailto:${encodeURIComponent(email).replace('%40', '@')}`),
    ...row(words.comment, lead.comment),
    ...row(words.form, lead.formName),
    ...row(words.page, lead.page, linkToPage(lead.page)),
    ...row(words.widget, lead.widgetName),
    ...row(words.receivedAt, formatTime(lead.receivedAt, options)),
  ];
}

function buildFieldRows(lead: LetterLead): LetterRow[] {
  return lead.fields.map(({ name, value }) => ({ label: cleanText(name), value: cleanText(value) }));
}

function buildFileRows(
  { files }: LetterLead,
  { language, attachedIds = [] }: LetterOptions,
  words: LetterWords,
): LetterRow[] {
  return files.map(({ id, field, name, bytes, reason }) => {
    const where = attachedIds.includes(id) ? '' : `, ${reason === null ? words.inCabinet : words.refusals[reason]}`;
    return { label: cleanText(field), value: `${cleanText(name)} (${formatBytes(bytes, language)})${where}` };
  });
}

function buildVisitRows(lead: LetterLead, words: LetterWords): LetterRow[] {
  const { source, medium, campaign, content, term } = lead.utm;
  // The visit script writes `(none)` for a mark that the visitor's link did not have.
  const mark = (value: string | null): string | null => (value === '(none)' ? words.notSet : value);
  return [
    ...row(words.source, mark(source)),
    ...row(words.medium, mark(medium)),
    ...row(words.campaign, mark(campaign)),
    ...row(words.content, mark(content)),
    ...row(words.term, mark(term)),
  ];
}

function row(label: string, value: string | null, href: string | null = null): LetterRow[] {
  const text = cleanText(value ?? '');
  if (text === '') return [];
  return [href === null || href === '' ? { label, value: text } : { label, value: text, href }];
}

export function linkToPage(page: string | null): string | null {
  if (page === null || !URL.canParse(page)) return null;
  const { protocol, href } = new URL(page);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

export function linkToLead(consoleUrl: string, leadId: string): string {
  return `${consoleUrl.replace(/\/+$/, '')}/leads/${encodeURIComponent(leadId)}`;
}

/** Where those who may hear it hear what was said; null when nothing was recorded. */
export function linkToRecordings(
  consoleUrl: string | null,
  { id, recordings }: Pick<LetterLead, 'id' | 'recordings'>,
): string | null {
  const isThere = recordings.some(({ state }) => state !== 'lost');
  return consoleUrl !== null && isThere ? `${linkToLead(consoleUrl, id)}#recordings` : null;
}

/** `2:05` */
function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function formatBytes(bytes: number, language: Language): string {
  const [unit, size] = bytes < 1000 ? SMALL : bytes < 1_000_000 ? MIDDLE : LARGE;
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(bytes / size);
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function formatTime(at: string, { language, timeZone = 'UTC' }: LetterOptions): string {
  return formatOf(language, timeZone).format(new Date(at));
}

/** One is made in the time of a hundred uses; there are hardly more than time zones. */
function formatOf(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  formats.set(key, format);
  return format;
}
