import { describe, expect, it } from '@jest/globals';

import { findSource } from './find-source.ts';

const source = (query: string, referrer = ''): object | null =>
  findSource(new URL(`https://www.shop.ru/price/${query}`), referrer);

describe('findSource', () => {
  it('takes UTM marks as they are, with (none) for those that are not there', () => {
    expect(source('?utm_source=yandex&utm_medium=cpc&utm_term=%D0%BE%D0%BA%D0%BD%D0%B0', 'https://mail.ru/')).toEqual({
      typ: 'utm',
      src: 'yandex',
      mdm: 'cpc',
      cmp: '(none)',
      cnt: '(none)',
      trm: 'окна',
    });
  });

  it.each([
    ['?gclid=1', { typ: 'utm', src: 'google', mdm: 'cpc', cmp: 'google_cpc' }],
    ['?yclid=1', { typ: 'utm', src: 'yandex', mdm: 'cpc', cmp: 'yandex_cpc' }],
    ['?yclid=1&utm_campaign=brand', { typ: 'utm', src: 'yandex', mdm: 'cpc', cmp: 'brand' }],
  ])('knows the advertising system by the click mark %s', (query, expected) => {
    expect(source(query)).toMatchObject(expected);
  });

  it.each([
    ['https://yandex.ru/search/?text=%D0%BE%D0%BA%D0%BD%D0%B0', 'yandex', 'окна'],
    ['https://www.yandex.com.tr/', 'yandex', '(none)'],
    ['https://ya.ru/', 'yandex', '(none)'],
    ['https://www.google.co.uk/', 'google', '(none)'],
    ['https://www.bing.com/search?q=windows', 'bing', 'windows'],
    ['https://go.mail.ru/search?q=a', 'go.mail.ru', 'a'],
  ])('finds a search engine in the referrer %s', (referrer, src, trm) => {
    expect(source('', referrer)).toEqual({ typ: 'organic', src, mdm: 'organic', cmp: '(none)', cnt: '(none)', trm });
  });

  it.each([
    ['https://www.partner.ru/a/b?c', 'partner.ru', '/a/b'],
    ['https://mail.google.com/', 'mail.google.com', '/'],
    ['https://google.evil.example/', 'google.evil.example', '/'],
    ['https://othershop.ru/', 'othershop.ru', '/'],
  ])('calls another site a referral: %s', (referrer, src, cnt) => {
    expect(source('', referrer)).toMatchObject({ typ: 'referral', src, mdm: 'referral', cnt });
  });

  it.each(['', 'https://www.shop.ru/', 'https://shop.ru/', 'https://blog.shop.ru/a', 'about:blank', 'no address'])(
    'finds nothing in %j',
    (referrer) => {
      expect(source('', referrer)).toBeNull();
    },
  );
});
