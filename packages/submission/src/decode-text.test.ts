import { describe, expect, it } from '@jest/globals';

import { decodeText, percentDecode } from './decode-text.ts';

describe('percentDecode', () => {
  it.each([
    ['tel', 'tel', 'utf-8'],
    ['a+b%2Bc', 'a+b+c', 'utf-8'],
    ['%D0%98', 'И', 'utf-8'],
    ['100%', '100%', 'utf-8'],
    ['%4', '%4', 'utf-8'],
    ['%%41', '%A', 'utf-8'],
    ['%C8%E2%E0%ED', 'Иван', 'windows-1251'],
  ])('reads %s as %s in %s', (sent, text, charset) => {
    expect(decodeText(percentDecode(Buffer.from(sent)))).toEqual({ text, charset });
  });
});
