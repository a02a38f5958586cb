import { describe, expect, it } from '@jest/globals';

import { readSenderKeys } from './sender-keys.ts';

describe('readSenderKeys', () => {
  it.each([
    { ip: '203.0.113.9', address: '203.0.113.9', network: '203.0.113.0/24' },
    { ip: '::ffff:203.0.113.9', address: '203.0.113.9', network: '203.0.113.0/24' },
    { ip: '2001:db8:1:2:3:4:5:6', address: '2001:db8:1:2::/64', network: '2001:db8:1::/48' },
    { ip: '2001:DB8:1:2::9', address: '2001:db8:1:2::/64', network: '2001:db8:1::/48' },
    { ip: 'fe80::1%eth0', address: 'fe80::/64', network: 'fe80::/48' },
  ])('counts $ip as $address and with its neighbours as $network', ({ ip, address, network }) => {
    expect(readSenderKeys(ip)).toEqual({ address, network });
  });

  it.each(['', 'unknown', '203.0.113.999', '203.0.113.9, 198.51.100.1', '<script>', '1'.repeat(10_000)])(
    'knows no sender by %.30s',
    (ip) => {
      expect(readSenderKeys(ip)).toBeNull();
    },
  );
});
