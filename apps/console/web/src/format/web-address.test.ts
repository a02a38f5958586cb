import { describe, expect, it } from '@jest/globals';
import { shortAddress, webAddress } from './web-address.ts';

describe('webAddress', () => {
  it('takes http and https', () => {
    expect(webAddress('https://site.ru/a?b=1')).toBe('https://site.ru/a?b=1');
    expect(webAddress('HTTP://site.ru')).toBe('http://site.ru/');
  });

  it.each([
    'javascript:alert(1)',
    ' https://site.ru',
    'data:text/html,x',
    '//site.ru',
    '/action',
    'https://',
    'java\nscript:alert(1)',
    '',
  ])('makes no link of %j', (text) => {
    expect(webAddress(text)).toBeNull();
  });
});

describe('shortAddress', () => {
  it('keeps the host and the readable path', () => {
    expect(shortAddress('https://www.site.ru/%D1%86%D0%B5%D0%BD%D0%B0/?utm_source=x#y')).toBe('site.ru/цена');
  });

  it('leaves a path that is no valid UTF-8 as it is', () => {
    expect(shortAddress('https://site.ru/%FF')).toBe('site.ru/%FF');
  });

  it('leaves what is no address as it is', () => {
    expect(shortAddress('<b>page</b>')).toBe('<b>page</b>');
  });
});
