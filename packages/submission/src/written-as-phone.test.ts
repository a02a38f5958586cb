import { describe, expect, it } from '@jest/globals';

import { isWrittenAsPhone } from './written-as-phone.ts';

describe('isWrittenAsPhone', () => {
  it.each([
    '+7(999)888-66-55',
    '+79998886655',
    '+7 999 888 66 55',
    '8 999 888 66 55',
    '8-999-888-66-55',
    '8.999.888.66.55',
    '999.888.66.55',
    '8 (342) 212-34-56',
    '(495) 123-45-67',
    '7 916 123-45-67',
    '79998886655',
    '89998886655',
    '9998886655',
    '+375 (44) 584-10-91',
  ])('says yes to %j', (value) => {
    expect(isWrittenAsPhone(value)).toBe(true);
  });

  it.each([
    ['a sum', '4 951 234 567'],
    ['a sum with kopecks', '34250000.00'],
    ['a sum with a currency', '4 951 234 567 руб.'],
    ['a price', '8916123.45'],
    ['a day', '12.05.2021'],
    ['a day with a time', '12.05.2021 10:30'],
    ['a short day with a time', '9.1.2021 10-30'],
    ['a day in the order of ISO', '2021-05-12 10-30-00'],
    ['two days', '01.05.2021-10.05.2021'],
    ['a moment in seconds', '1714564800'],
    ['a moment in milliseconds', '1714564800123'],
    ['a hash', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
    ['a hash of digits', '79161234567890123456789012345678'],
    ['a UUID', '79161234-5678-4901-8345-678901234567'],
    ['an id of Google Analytics', '1234567890.1612345678'],
    ['an id of Metrika', '1612345678123456789'],
    ['a tax number of a company', '7707083893'],
    ['a tax number that begins as a mobile phone', '9102048801'],
    ['a tax number of a person', '770708389312'],
    ['a register number', '1027700132195'],
    ['an account', '40702810900000012345'],
    ['a card', '4111 1111 1111 1111'],
    ['a card without spaces', '4111111111111111'],
    ['a card of twelve digits', '8791 2345 6789'],
    ['a passport', '4951 234567'],
    ['a passport with its series apart', '49 51 234567'],
    ['an insurance number', '791-233-445 95'],
    ['an address of a computer', '84.23.145.100'],
    ['a place on the map', '48.708 44.513'],
    ['a list', '8,9,10,11,12'],
    ['opening hours', '9-00 18-00'],
    ['a size', '1920x1080'],
    ['a text with a phone', 'звоните 8 999 888-66-55'],
    ['two phones', '8 999 888-66-55, 8 999 888-66-56'],
    ['a bare fixed line, which might be anything', '84951234567'],
    ['nothing', ''],
  ])('says no to %s', (_what, value) => {
    expect(isWrittenAsPhone(value)).toBe(false);
  });
});
