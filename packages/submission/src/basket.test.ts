import { describe, expect, it } from '@jest/globals';

import { parseBasket } from './basket.ts';

const BASKET = 'current:::typ=utm|||src=yandex|||trm=купить=авто & co^#^#session:::cpg=https://site.ru/?a=%D0%BA#b^#^#';
const VISIT = {
  current: { typ: 'utm', src: 'yandex', trm: 'купить=авто & co' },
  session: { cpg: 'https://site.ru/?a=%D0%BA#b' },
};

describe('parseBasket', () => {
  it.each([
    ['raw', BASKET],
    ['encoded', encodeURIComponent(BASKET)],
    ['encoded twice', encodeURIComponent(encodeURIComponent(BASKET))],
    ['doubled', BASKET + BASKET],
  ])('reads a basket that is %s', (_how, text) => {
    expect(parseBasket(text)).toEqual(VISIT);
  });

  it.each([
    ['at a separator', 'current:::typ=utm|||src=yandex^'],
    ['after a separator’s first half', 'current:::typ=utm|||src=yandex^#^'],
    ['in the next section’s name', 'current:::typ=utm|||src=yandex^#^#sess'],
    ['in the next field', 'current:::typ=utm|||src=yandex|||md'],
  ])('reads what is there of a basket cut %s', (_where, text) => {
    expect(parseBasket(text)).toEqual({ current: { typ: 'utm', src: 'yandex' } });
  });

  it('reads what is there of an encoded basket that was cut in an escape', () => {
    expect(parseBasket(encodeURIComponent(BASKET).slice(0, 57))).toEqual({ current: { typ: 'utm', src: 'yandex' } });
  });

  it('keeps unknown sections and keys, also those that name parts of every object', () => {
    const visit = parseBasket('__proto__:::a=1^#^#x:::__proto__=2|||constructor=3^#^#');
    expect(Object.entries(visit)).toEqual([
      ['__proto__', { a: '1' }],
      [
        'x',
        Object.fromEntries([
          ['__proto__', '2'],
          ['constructor', '3'],
        ]),
      ],
    ]);
  });

  it.each([null, '', ':::', '^#^#', '|||', '=', '%', 'undefined', '%3A%3A%3A%E0%A4'])('finds nothing in %j', (text) => {
    expect(Object.values(parseBasket(text)).flatMap((section) => Object.keys(section))).toEqual([]);
  });
});
