import type { Language } from '../language/language.ts';

const units = {
  en: { ms: 'ms', s: 's', min: 'min', h: 'h' },
  ru: { ms: 'мс', s: 'с', min: 'мин', h: 'ч' },
} as const satisfies Record<Language, Record<'ms' | 's' | 'min' | 'h', string>>;

const decimalMarks = { en: '.', ru: ',' } as const satisfies Record<Language, string>;

/** `120 ms`, `1.2 s`, `42 s`, `3 min 05 s`, `1 h 02 min`. */
export function formatDuration(durationMs: number, language: Language): string {
  const unit = units[language];
  const ms = Math.max(0, Math.round(durationMs));
  if (ms < 1000) return `${ms} ${unit.ms}`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1).replace(/\.0$/, '').replace('.', decimalMarks[language])} ${unit.s}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} ${unit.s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${unit.min} ${twoDigits(seconds % 60)} ${unit.s}`;
  return `${Math.floor(minutes / 60)} ${unit.h} ${twoDigits(minutes % 60)} ${unit.min}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
