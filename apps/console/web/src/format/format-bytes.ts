import type { Language } from '../language/language.ts';

const SMALL = ['byte', 1] as const;
const MIDDLE = ['kilobyte', 1000] as const;
const LARGE = ['megabyte', 1_000_000] as const;

/** `512 byte`, `12 kB`, `5.2 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  const [unit, size] = bytes < 1000 ? SMALL : bytes < 1_000_000 ? MIDDLE : LARGE;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size);
}
