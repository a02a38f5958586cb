import { cleanText, decodeText, percentDecode } from './decode-text.ts';
import type { Visit } from './submission.ts';

const MAX_EXTRA_ENCODINGS = 2;
const ENCODED_COLONS = /%(?:25)*3A%(?:25)*3A%(?:25)*3A/i;
// What is left of `^#^#` when the basket was cut at a `#`, which begins a URL's fragment.
const CUT_SEPARATOR = /\^#?\^?$/;

/**
 * Reads `cookiesBasket`: `name:::key=value|||key=value^#^#…`. Reads what is there of a damaged one. Of a repeated key the
 * first value counts.
 */
export function parseBasket(text: string | null): Visit {
  const sections = new Map<string, Map<string, string>>();
  for (const section of decodeBasket(text ?? '').split('^#^#')) {
    const colons = section.indexOf(':::');
    if (colons === -1) continue;
    const name = section.slice(0, colons).trim();
    const fields = sections.get(name) ?? new Map<string, string>();
    sections.set(name, fields);
    for (const field of section
      .slice(colons + 3)
      .replace(CUT_SEPARATOR, '')
      .split('|||'))
      addField(field, fields);
  }
  // Through maps, so that `__proto__` becomes a key like any other.
  return Object.fromEntries([...sections].map(([name, fields]) => [name, Object.fromEntries(fields)]));
}

function addField(field: string, fields: Map<string, string>): void {
  const equals = field.indexOf('=');
  if (equals === -1) return;
  const key = field.slice(0, equals).trim();
  if (!fields.has(key)) fields.set(key, field.slice(equals + 1));
}

/** The page's script encodes the basket and many a form encodes it again; values keep their own escapes. */
function decodeBasket(text: string): string {
  let decoded = text;
  for (let times = 0; times < MAX_EXTRA_ENCODINGS && isEncoded(decoded); times++) {
    decoded = decodeText(percentDecode(Buffer.from(decoded))).text;
  }
  return cleanText(decoded);
}

function isEncoded(text: string): boolean {
  return !text.includes(':::') && ENCODED_COLONS.test(text);
}
