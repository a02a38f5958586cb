export const languages = ['en', 'ru'] as const;

export type Language = (typeof languages)[number];

const storageKey = 'ringback.language';

export function parseLanguage(text: string | null): Language | null {
  return languages.find((language) => language === text) ?? null;
}

/** The reader's choice, else the first language of the browser that we speak, else English. */
export function readLanguage(): Language {
  const spoken = navigator.languages.map((tag) => parseLanguage(tag.slice(0, 2).toLowerCase()));
  return readStoredLanguage() ?? spoken.find((language) => language !== null) ?? 'en';
}

function readStoredLanguage(): Language | null {
  try {
    return parseLanguage(localStorage.getItem(storageKey));
  } catch {
    return null;
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser that keeps nothing still shows the chosen language until the page is closed.
  }
}
