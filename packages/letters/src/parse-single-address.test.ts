import { describe, expect, it } from '@jest/globals';

import { parseSingleAddress } from './parse-single-address.ts';

describe('parseSingleAddress', () => {
  it.each(['a@site.example', ' First.Last+tag@mail.site.example ', "o'neil@site.example", 'ivan@почта.рф'])(
    'takes %s',
    (text) => {
      expect(parseSingleAddress(text)).toBe(text.trim());
    },
  );

  it.each([
    '',
    'ivan',
    'ivan@localhost',
    'иван@site.example',
    'a@b.example, evil@e.example',
    'a@b.example; evil@e.example',
    'a@b.example evil@e.example',
    '"x"<evil@e.example>',
    'X <evil@e.example>',
    'x@y.example>, <evil@e.example',
    '"a b"@site.example',
    'a@b.example\r\nBcc: evil@e.example',
    'a@b.example\u0000',
    'group:a@b.example;',
    `${'group:'.repeat(20_000)}a@b.example`,
    'a(comment)@b.example',
    'a@[127.0.0.1]',
    'a@b@c.example',
    '@b.example',
    'a@',
    `${'a'.repeat(65)}@site.example`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.example`,
  ])('refuses %j', (text) => {
    expect(parseSingleAddress(text)).toBeNull();
  });
});
