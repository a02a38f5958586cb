import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { packForm, unpackForm, type PackedForm } from './packed-form.ts';
import { parseForm } from './parse-form.ts';

const FORM = parseForm({ query: 'widgetHash=abc&isSend', contentType: undefined, body: Buffer.alloc(0) });

describe('packForm', () => {
  it('keeps any fields, through JSON, too', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.record({ name: text, value: text }, { noNullPrototype: true })), (fields) => {
        const form = { ...FORM, fields };
        const carried = JSON.parse(JSON.stringify(packForm(form))) as PackedForm;
        expect(unpackForm(carried)).toEqual(form);
      }),
    );
  });

  it('has another text for any other fields', () => {
    const lists = [
      [],
      [['a', '']],
      [['', 'a']],
      [['a', '1:b']],
      [['a1:b', '']],
      [
        ['a', ''],
        ['b', ''],
      ],
      [['a', 'b']],
    ];
    const texts = lists.map(
      (pairs) => packForm({ ...FORM, fields: pairs.map(([name = '', value = '']) => ({ name, value })) }).packedFields,
    );
    expect(new Set(texts).size).toBe(lists.length);
  });
});

describe('unpackForm', () => {
  it.each(['4', 'x:a', '4:nam', '4:name', '-1:a', ':', '1e1:a'])('refuses %s', (packedFields) => {
    expect(() => unpackForm({ ...FORM, packedFields })).toThrow(RangeError);
  });
});
