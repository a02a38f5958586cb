import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { decodeText, decodeUrlencoded, percentDecode } from './decode-text.ts';

const piece = fc.constantFrom(
  'a',
  'Я',
  '+',
  '%',
  '%2B',
  '%D0%AF',
  '%CF',
  '%ED%A0%80',
  '%00',
  '%EF%BB%BF',
  '\u00cf',
  '~',
);

describe('decodeUrlencoded', () => {
  it('reads what the engine can decode as the bytes themselves are read', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const bytes = Buffer.from(pieces.join(''));
        expect(decodeUrlencoded(bytes.toString('latin1'))).toEqual(decodeText(percentDecode(bytes, true)));
      }),
      { numRuns: 2000, seed: 20 },
    );
  });

  it.each([
    ['tel', 'tel', 'utf-8'],
    ['a+b%2Bc', 'a b+c', 'utf-8'],
    ['%D0%98', 'И', 'utf-8'],
    ['100%', '100%', 'utf-8'],
    ['%C8%E2%E0%ED', 'Иван', 'windows-1251'],
  ])('reads %s as %s in %s', (sent, text, charset) => {
    expect(decodeUrlencoded(sent)).toEqual({ text, charset });
  });
});
