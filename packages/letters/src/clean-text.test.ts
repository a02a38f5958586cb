import { describe, expect, it } from '@jest/globals';

import { cleanLine, cleanText } from './clean-text.ts';

describe('cleanText', () => {
  it('keeps lines and drops what cannot be seen', () => {
    expect(cleanText(' a\r\nb\rc\u2028d\u0000\u001b[31m\u202Eevil\u2066\t. ')).toBe('a\nb\nc\nd[31mevil\t.');
  });

  it.each(['<script>', '{{7*7}}', '=HYPERLINK("x")', '👨‍👩‍👧', 'Zͨ̈a'])('leaves %s alone', (text) => {
    expect(cleanText(text)).toBe(text);
  });
});

describe('cleanLine', () => {
  it.each(['a\r\nBcc: evil@example.com', 'a\nBcc: evil@example.com', 'a\u2029Bcc:\tevil@example.com'])(
    'makes one line of %j',
    (text) => {
      expect(cleanLine(text, 60)).toBe('a Bcc: evil@example.com');
    },
  );

  it('cuts between characters, not within them', () => {
    expect(cleanLine('😀😀😀😀', 3)).toBe('😀😀…');
    expect(cleanLine('abc', 3)).toBe('abc');
    expect(cleanLine('ab cd', 4)).toBe('ab…');
  });
});
