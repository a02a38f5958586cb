const MAX_KNOWN_NAMES = 1000;

/** The forms of a site have the same few names every time, and what a name says takes a dozen expressions to tell. */
export function rememberNames<T>(read: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const own = copyOf(name);
    const made = read(own);
    if (known.size >= MAX_KNOWN_NAMES) known.clear();
    known.set(own, made);
    return made;
  };
}

/** A part of a text keeps the whole of it in memory; this does not. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
