import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { toForm } from './to-form.ts';
import { percentDecode } from './decode-text.ts';
import { FieldCollector } from './field-collector.ts';
import { FORM_LIMITS } from './form-limits.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';
import type { ParsedForm } from './submission.ts';

function parse(form: Buffer): ParsedForm {
  const collector = new FieldCollector(FORM_LIMITS);
  parseUrlencoded(form, collector);
  return toForm(collector);
}

/** The same in the plainest way: split, then decode each part for itself. */
function parsePlainly(form: Buffer): ParsedForm {
  const decode = (latin1: string): Buffer => percentDecode(Buffer.from(latin1.replaceAll('+', ' '), 'latin1'));
  const collector = new FieldCollector(FORM_LIMITS);
  for (const pair of form.toString('latin1').split('&')) {
    if (pair === '') continue;
    const [name = '', ...value] = pair.split('=');
    collector.addBytes(decode(name), decode(value.join('=')));
  }
  return toForm(collector);
}

const piece = fc.constantFrom(
  'a',
  '&',
  '&',
  '=',
  '=',
  '+',
  '%',
  '%2',
  '%2B',
  '%26',
  '%D0',
  '%AF',
  '%CF',
  '%ED%A0%80',
  '%F0%9F%98%80',
  '%00',
  '%EF%BB%BF',
  'Я',
  '😀',
  '~',
);
const bytes = fc.constantFrom(0xcf, 0xd0, 0xaf, 0xf0);

describe('parseUrlencoded', () => {
  it('reads any form as one that is split and then decoded part by part', () => {
    const form = fc.array(fc.oneof({ weight: 9, arbitrary: piece }, { weight: 1, arbitrary: bytes }), {
      maxLength: 16,
    });
    fc.assert(
      fc.property(form, (pieces) => {
        const sent = Buffer.concat(
          pieces.map((each) => (typeof each === 'number' ? Buffer.of(each) : Buffer.from(each))),
        );
        expect(parse(sent)).toEqual(parsePlainly(sent));
      }),
      { numRuns: 5000, seed: 20 },
    );
  });

  it.each([
    ['', []],
    ['&&', []],
    ['a', [['a', '']]],
    ['=b', [['', 'b']]],
    ['a=b=c&', [['a', 'b=c']]],
    [
      'tel=%2B7+916&name=%D0%98',
      [
        ['tel', '+7 916'],
        ['name', 'И'],
      ],
    ],
    [
      'smile=%F0%9F%98%80&a=%D0%98',
      [
        ['smile', '😀'],
        ['a', 'И'],
      ],
    ],
  ])('reads %s', (form, fields) => {
    expect(parse(Buffer.from(form)).fields.map(({ name, value }) => [name, value])).toEqual(fields);
  });

  it('takes a part that is no UTF-8 for windows-1251, and leaves the others as they are', () => {
    expect(parse(Buffer.from('name=%C8%E2%E0%ED&basket=%D0%98'))).toMatchObject({
      fields: [
        { name: 'name', value: 'Иван' },
        { name: 'basket', value: 'И' },
      ],
      charset: 'windows-1251',
    });
  });

  it('reads no more of a form with too many fields than it takes to refuse it', () => {
    const form = Buffer.from('a&'.repeat(FORM_LIMITS.bodyBytes / 2));
    const before = process.cpuUsage();
    for (let times = 0; times < 200; times += 1) {
      expect(() => {
        parseUrlencoded(form, new FieldCollector(FORM_LIMITS));
      }).toThrow('The form has more than 500 fields.');
    }
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
