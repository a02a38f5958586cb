import { describe, expect, it } from '@jest/globals';

import { isRegisteredSite, resolveBackUrl } from './sites.ts';

const SITES = ['site.example', '*.shop.example', 'localhost:3300', 'сайт.рф'];
const NOBODY = { referer: null, origin: null };

describe('isRegisteredSite', () => {
  it.each([
    'https://site.example/a',
    'http://site.example/',
    'http://SITE.example:80/',
    'http://site.example:443/',
    'https://a.shop.example/',
    'https://a.b.shop.example/',
    'http://localhost:3300/x',
    'https://сайт.рф/',
    'https://xn--80aswg.xn--p1ai/',
  ])('knows %s', (url) => {
    expect(isRegisteredSite(new URL(url), SITES)).toBe(true);
  });

  it.each([
    'https://evil.example/',
    'https://site.example.evil/',
    'https://evilsite.example/',
    'https://sub.site.example/',
    'https://shop.example/',
    'https://evilshop.example/',
    'https://site.example:8443/',
    'http://localhost/',
    'http://localhost:3301/',
    'https://site.example@evil.example/',
    'https://user@site.example/',
    'ftp://site.example/',
    'javascript://site.example/%0aalert(1)',
    'https://site.example./',
  ])('does not know %s', (url) => {
    expect(isRegisteredSite(new URL(url), SITES)).toBe(false);
  });
});

describe('resolveBackUrl', () => {
  it.each([
    ['https://site.example/action?a=1', 'https://site.example/action?a=1'],
    ['you/action', 'https://site.example/you/action'],
    ['/index.html', 'https://site.example/index.html'],
    ['index.html', 'https://site.example/index.html'],
    [' ?done=1 ', 'https://site.example/?done=1'],
    ['//site.example/x', 'https://site.example/x'],
    ['site.example/action', 'https://site.example/action'],
    ['спасибо/', 'https://site.example/%D1%81%D0%BF%D0%B0%D1%81%D0%B8%D0%B1%D0%BE/'],
  ])('resolves %j to %s', (backUrl, url) => {
    expect(resolveBackUrl(backUrl, SITES, NOBODY)?.href).toBe(url);
  });

  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:\\\\evil.example',
    '/\t/evil.example',
    'java\nscript:alert(1)',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://site.example@evil.example/',
    'https://user:pass@site.example/',
    'https://site.example\r\nSet-Cookie: a=b',
    'https://site.example\u0000.evil.example/',
    'https://site.example:99999/',
    'http://[::1',
  ])('does not resolve %j', (backUrl) => {
    expect(resolveBackUrl(backUrl, SITES, NOBODY)).toBeNull();
  });

  it('takes what is relative to stand on the site of the Referer, else of the Origin, if the widget has it', () => {
    const origin = 'http://localhost:3300';
    const from = (referer: string | null): string | undefined => resolveBackUrl('go', SITES, { referer, origin })?.href;
    expect(from('https://a.shop.example/deep/page?x')).toBe('https://a.shop.example/go');
    expect(from('https://evil.example/')).toBe('http://localhost:3300/go');
    expect(from(null)).toBe('http://localhost:3300/go');
  });

  it('has nothing to resolve against where every site is a pattern', () => {
    expect(resolveBackUrl('go', ['*.shop.example'], NOBODY)).toBeNull();
  });
});
