import { describe, expect, it } from '@jest/globals';

import { isNoVisitor } from './is-no-visitor.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

describe('isNoVisitor', () => {
  it.each([
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { purpose: 'prerender' },
    { 'x-purpose': 'preview' },
    { 'x-moz': 'prefetch' },
  ])('is a browser that guesses with %j', (guess) => {
    expect(isNoVisitor({ 'user-agent': CHROME, ...guess })).toBe(true);
  });

  it.each([
    'TelegramBot (like TwitterBot)',
    'WhatsApp/2.23.20.0 A',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) SkypeUriPreview Preview/0.5',
    'Mozilla/5.0 (compatible; Barracuda Sentinel (EE))',
  ])('is a robot that calls itself %s', (agent) => {
    expect(isNoVisitor({ 'user-agent': agent })).toBe(true);
  });

  it.each([
    CHROME,
    'Mozilla/5.0 (Linux; Android 9; CUBOT_X18) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 11; CUBOT X30 Build/RP1A) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 Chrome/138 YaBrowser/25.6 Mobile Safari/537.36',
    'axios/1.12.2',
    'curl/8.14.1',
  ])('is a visitor or a script of a site with %s', (agent) => {
    expect(isNoVisitor({ 'user-agent': agent })).toBe(false);
  });

  it('is nobody to be wary of who says nothing', () => {
    expect(isNoVisitor({})).toBe(false);
  });
});
