// Controls except tab and line break, and the marks that turn the direction of text, which can disguise what is read.
const UNSEEN = /[^\P{Cc}\t\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text of a visitor for the body of a letter: lines kept, nothing in it that cannot be seen. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(UNSEEN, '')
    .trim();
}

/** A text of a visitor for a subject or a heading: one line, and of `maxLength` characters at most. */
export function cleanLine(text: string, maxLength: number): string {
  const characters = Array.from(cleanText(text).replace(/\s+/g, ' '));
  if (characters.length <= maxLength) return characters.join('');
  return `${characters
    .slice(0, maxLength - 1)
    .join('')
    .trimEnd()}…`;
}
