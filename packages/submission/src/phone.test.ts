import { describe, expect, it } from '@jest/globals';

import { DEFAULT_RECOGNISE_SETTINGS, readPhone } from './phone.ts';

const settings = DEFAULT_RECOGNISE_SETTINGS;

describe('readPhone', () => {
  it.each([
    '+7 (999) 888-66-55',
    '+79998886655',
    '79998886655',
    '8 (999) 888-66-55',
    '8-999-888-66-55',
    '8.999.888.66.55',
    '(999) 888-66-55',
    '9998886655',
    ' 7 (999) 888-66-55',
    '+8 (999) 888-66-55',
    '+7 8 999 888-66-55',
    '+7 7 999 888-66-55',
    '+7 (8 999) 888-66-55',
    'tel:+79998886655',
    '8 999 888 66 55 доб. 12',
    '8 (999) 888-66-55 (доб. 12)',
    '8 999 888-66-55, вн. 12',
    '+79998886655 добавочный 12',
    '+7\u00a0999\u00a0888\u00a066\u00a055',
    '\u202d+79998886655\u202c',
    '＋７９９９８８８６６５５',
    'т. 8 999 888-66-55',
    'Моб.: +7 (999) 888-66-55',
    '«+7 999 888-66-55»',
    '"89998886655"',
    '+7 (999) 888-66-55;',
    '+7·999·888·66·55',
    '++79998886655',
    '+7 (+7 999 888-66-55',
    '+7+79998886655',
  ])('reads %j as +79998886655', (text) => {
    expect(readPhone(text, settings)).toEqual({ phone: '+79998886655', refusal: null });
  });

  it.each([
    ['(495) 123-45-67', '+74951234567'],
    ['342 123 45 67', '+73421234567'],
    ['8 (843) 123-45-67', '+78431234567'],
    ['+7 8 495 123 45 67', '+74951234567'],
  ])('reads the fixed line %j', (text, phone) => {
    expect(readPhone(text, settings)).toEqual({ phone, refusal: null });
  });

  it.each([
    ['nothing', ''],
    ['words', 'перезвоните'],
    ['a short number', '112'],
    ['a digit too few', '+7 999 888-66-5'],
    ['a digit too few after the trunk prefix', '8 (342) 123-45-6'],
    ['a digit too many', '+7 999 888-66-555'],
    ['a digit too many, though the first eleven are a number', '7 843 123 45 678'],
    ['an unfinished mask', '+7(999) 888-__-__'],
    ['an untouched mask', '+7 (___) ___-__-__'],
    ['an area code that does not exist', '+7 000 000-00-00'],
    ['two numbers', '+7 999 888-66-55, +7 999 888-66-56'],
    ['a foreign number in a Russian mask, whose digits are too few', '+7 (+1 999 888-66-5'],
    ['a number with a name', '+7 999 888-66-55 (Анна)'],
    ['a number in markup', '<b>+79161234567</b>'],
    ['a number with a query', '+79161234567 OR 1=1'],
    ['a long run of digits', '9'.repeat(10_000)],
  ])('refuses %s as no phone number', (_what, text) => {
    expect(readPhone(text, settings)).toEqual({ phone: null, refusal: 709 });
  });

  it.each([
    ['Belarusian', '+375 (44) 584-10-91'],
    ['Belarusian without its plus', '375445841091'],
    ['Kazakh', '+7 701 234-56-78'],
    ['Vietnamese, though it begins as a Russian mask', '+84 91 234 56 78'],
    ['American', '+1 202 555 0143'],
    ['toll-free', '8 800 555-35-35'],
    ['premium', '+7 809 555-12-34'],
    ['satellite', '+882 16 12345678'],
  ])('does not call a number that is %s', (_kind, text) => {
    expect(readPhone(text, settings)).toEqual({ phone: null, refusal: 718 });
  });

  it('calls the countries and types that the widget allows', () => {
    const wide = { ...settings, countries: ['RU', 'BY', 'KZ'], numberTypes: ['MOBILE', 'TOLL_FREE'] };
    expect(readPhone('+375 (44) 584-10-91', wide)).toEqual({ phone: '+375445841091', refusal: null });
    expect(readPhone('8 701 234-56-78', wide)).toEqual({ phone: '+77012345678', refusal: null });
    expect(readPhone('8 800 555-35-35', wide)).toEqual({ phone: '+78005553535', refusal: null });
    expect(readPhone('8 495 123-45-67', wide)).toEqual({ phone: null, refusal: 718 });
  });

  it('reads national numbers as those of the first country where Russia is not called', () => {
    const belarus = { ...settings, countries: ['BY'] };
    expect(readPhone('8 044 584-10-91', belarus)).toEqual({ phone: '+375445841091', refusal: null });
    expect(readPhone('+7 999 888-66-55', belarus)).toEqual({ phone: null, refusal: 718 });
  });
});
