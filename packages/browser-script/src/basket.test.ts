import { describe, expect, it } from '@jest/globals';

import { writeBasket } from './basket.ts';

describe('writeBasket', () => {
  it('writes sections and fields in the format of cookiesBasket', () => {
    const visit = {
      current: { typ: 'utm', trm: 'a=b & c' },
      session: { pgs: '3', cpg: 'https://site.ru/?a=%D0%BA#b' },
    };
    expect(writeBasket(visit)).toBe(
      'current:::typ=utm|||trm=a=b & c^#^#session:::pgs=3|||cpg=https://site.ru/?a=%D0%BA#b^#^#',
    );
  });

  it('lets no value end its field or its section', () => {
    expect(writeBasket({ current: { src: 'a|||mdm=b^#^#c' } })).toBe('current:::src=a%7C%7C%7Cmdm=b%5E%23%5E%23c^#^#');
  });
});
