import { describe, expect, it } from '@jest/globals';

import { parseBlockedNetwork, parseBlockedPhone } from './blocked-senders.ts';

describe('parseBlockedPhone', () => {
  it.each([
    ['+79161234567', '+79161234567'],
    ['8 (916) 123-45-67', '+79161234567'],
    ['+7 916*', '+7916*'],
    ['+375 44 584-10-91', '+375445841091'],
    ['+7*', null],
    ['+*', null],
    ['*', null],
    ['79161234567', null],
    ['+7916%', null],
    ['+7916*1', null],
    ['', null],
  ])('reads %s as %s', (text, phone) => {
    expect(parseBlockedPhone(text)).toBe(phone);
  });
});

describe('parseBlockedNetwork', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    [' 203.0.113.9/24 ', '203.0.113.0/24'],
    ['2001:DB8::0001', '2001:db8::1'],
    ['2001:db8:1:2:3::/64', '2001:db8:1:2::/64'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['0.0.0.0/0', null],
    ['::/0', null],
    ['203.0.113', null],
    ['1', null],
    ['203.0.113.9/33', null],
    ['shop.example', null],
    ['', null],
  ])('reads %s as %s', (text, network) => {
    expect(parseBlockedNetwork(text)).toBe(network);
  });
});
