import type { Language } from './statuses.ts';
import type { TimelineEntry } from './types.ts';

type Deferral = Extract<TimelineEntry, { type: 'call-deferred' }>;
type Words = Record<Language, string>;

/** In the midst of a sentence. */
export const CLOSED: Record<Exclude<Deferral['reason'], 'too-old'>, Words> = {
  'outside-hours': { en: 'outside working hours', ru: 'нерабочее время' },
  holiday: { en: 'a holiday of the widget', ru: 'праздничный день виджета' },
  'visitor-hours': { en: 'too early or too late where the visitor lives', ru: 'неудобное время в регионе посетителя' },
};

const REASON: Record<Deferral['reason'], Words> = {
  ...CLOSED,
  'too-old': { en: 'no call now', ru: 'сейчас не звоним' },
};

const SLOT: Record<Deferral['by'], Words> = {
  opening: { en: 'when the hours begin', ru: 'начало рабочего времени' },
  'convenient-time': { en: "the widget's convenient time", ru: 'удобное время виджета' },
};

/** `Outside working hours; the call is set for tomorrow 10:00, the widget's convenient time`. */
export function describeDeferral(entry: Deferral, language: Language): string {
  const reason = REASON[entry.reason][language];
  const set = language === 'ru' ? 'звонок назначен на' : 'the call is set for';
  const sentence = `${reason}; ${set} ${dayOf(entry, language)} ${timeOf(entry)}, ${SLOT[entry.by][language]}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function localTime({ at, timeZone }: Deferral): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
}

function timeOf(entry: Deferral): string {
  return localTime(entry).toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'floor' });
}

function dayOf(entry: Deferral, language: Language): string {
  if (entry.days === 0) return language === 'ru' ? 'сегодня' : 'today';
  if (entry.days === 1) return language === 'ru' ? 'завтра' : 'tomorrow';
  const { day, month, year } = localTime(entry).toPlainDate();
  const [dd, mm] = [day, month].map((part) => String(part).padStart(2, '0'));
  return language === 'ru' ? `${dd}.${mm}.${year}` : `${year}-${mm}-${dd}`;
}
