const MAX_KNOWN = 1000;

/** The forms of a site have the same few names every time, and the same address: what is read out of them is kept. */
export function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const own = copyOf(text);
    const made = read(own);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(own, made);
    return made;
  };
}

/** A part of a text keeps the whole of it in memory; this does not. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
