import type { Language } from '../language/language.ts';

/** Left out, the reader's own zone is used. */
type TimeZone = string | undefined;

const locales = { en: 'en-GB', ru: 'ru-RU' } as const satisfies Record<Language, string>;

function formatParts(at: Date, language: Language, timeZone: TimeZone, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[language], timeZone === undefined ? options : { ...options, timeZone }).format(
    at,
  );
}

function dayOf(at: Date, timeZone: TimeZone): string {
  return formatParts(at, 'en', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

export function isSameDay(one: Date, other: Date, timeZone?: string): boolean {
  return dayOf(one, timeZone) === dayOf(other, timeZone);
}

/** `14:03` today, `22 Nov, 14:03` on another day, with the year in another year. */
export function formatShortTime(at: Date, now: Date, language: Language, timeZone?: string): string {
  if (isSameDay(at, now, timeZone)) return formatParts(at, language, timeZone, { hour: '2-digit', minute: '2-digit' });
  const sameYear = dayOf(at, timeZone).slice(-4) === dayOf(now, timeZone).slice(-4);
  return formatParts(at, language, timeZone, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** `14:03:22`. */
export function formatClock(at: Date, language: Language, timeZone?: string): string {
  return formatParts(at, language, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** `22 November`. */
export function formatDay(at: Date, language: Language, timeZone?: string): string {
  return formatParts(at, language, timeZone, { day: 'numeric', month: 'long' });
}

/** Everything there is to say about a moment, with its zone. */
export function formatFullTime(at: Date, language: Language, timeZone?: string): string {
  return formatParts(at, language, timeZone, { dateStyle: 'full', timeStyle: 'long' });
}
