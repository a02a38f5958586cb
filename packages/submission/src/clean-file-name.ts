const MAX_LENGTH = 150;
const MAX_EXTENSION = 20;

// Controls, line separators, and the marks that turn the direction of text: `gpj.exe` must not read `exe.jpg`.
const UNSEEN = /[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The last part of a path, with nothing in it that cannot be seen; what is too long loses its middle. */
export function cleanFileName(path: string): string {
  const name = path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .replace(UNSEEN, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const characters = Array.from(name);
  if (characters.length <= MAX_LENGTH) return name;
  const extension = Array.from(/\.[^.]*$/.exec(name)?.[0] ?? '');
  const end = extension.length <= MAX_EXTENSION ? extension : [];
  return [...characters.slice(0, MAX_LENGTH - end.length), ...end].join('');
}
