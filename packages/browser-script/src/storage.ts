/** Stands in where the browser refuses storage: then what is kept lives as long as the page. */
const memory = new Map<string, string>();

/** What is kept under a name in this browser, checked by `isValid`; null when there is nothing, or something else. */
export function load<T>(name: string, isValid: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(read(name) || 'null');
    return isValid(value) ? value : null;
  } catch {
    return null;
  }
}

export function save(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  memory.set(name, text);
  try {
    localStorage.setItem(name, text);
    // From here on the stored one counts, which other tabs change too.
    memory.delete(name);
  } catch {
    // Refused, or full.
  }
}

function read(name: string): string | null {
  try {
    return memory.get(name) || localStorage.getItem(name);
  } catch {
    return null;
  }
}
