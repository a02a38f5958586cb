import { describe, expect, it } from '@jest/globals';

import { createAddressGuard } from './address-guard.ts';

/** Every spelling goes through WHATWG URL first, as in `send`; what URL refuses never gets as far as the guard. */
// prettier-ignore
const HOSTILE_HOSTS = [
  // loopback
  '127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '0x7f.1', '0x7f000001', '0177.0.0.1', '017700000001',
  '2130706433', '127.0.0.1.', '127。0。0。1', '①②⑦.⓪.⓪.①', '１２７.0.0.1', '%31%32%37.0.0.1', '0x7F.0x0.0x0.0x1',
  '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:0001]', '[::127.0.0.1]',
  '[::7f00:1]', '[::ffff:0:127.0.0.1]', '[::ffff:0:7f00:1]',
  // unspecified and "this network"
  '0', '0.0.0.0', '0.1.2.3', '0x0', '[::]', '[::ffff:0.0.0.0]',
  // private
  '10.0.0.1', '10.255.255.255', '0xa000001', '012.0.0.1', '167772161', '172.16.0.1', '172.31.255.255', '192.168.0.1',
  '0300.0250.0.1', '3232235521', '[::ffff:10.0.0.1]', '[::ffff:a00:1]', '[::10.0.0.1]',
  // link-local and the metadata services of clouds
  '169.254.0.1', '169.254.169.254', '2852039166', '0xa9fea9fe', '169.254.43518', '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]', '[fd00:ec2::254]', '[fd20:ce::254]', '100.100.100.200', '192.0.0.192', '168.63.129.16',
  '0xa83f8110', '[::ffff:168.63.129.16]',
  // shared, special, documentation, benchmark, multicast, reserved, broadcast
  '100.64.0.1', '100.127.255.255', '192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.19.255.255',
  '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '4294967295',
  // IPv6: tunnels and translations that carry an IPv4 address, local, special, never allocated
  '[64:ff9b::7f00:1]', '[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2002:a00:1::1]',
  '[2001::7f00:1]', '[2001:0:53aa:64c::1]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[fc00::1]', '[fdff::1]', '[ff02::1]',
  '[ff0e::1]', '[100::1]', '[100:0:0:1::1]', '[2001:db8::1]', '[3fff::1]', '[2001:2::1]', '[2001:20::1]', '[5f00::1]',
  '[4000::1]', '[200::1]', '[::2]',
];

const NOT_URLS = ['[fe80::1%25eth0]', '256.1.1.1', '127.0.0.0x100', '1.2.3.4.5', '[::1', '[127.0.0.1]', '0x7f.0.0.0.1'];

describe('createAddressGuard', () => {
  const guard = createAddressGuard({ resolve: () => Promise.reject(new Error('nothing may be looked up')) });

  it.each(HOSTILE_HOSTS)('refuses %s, whatever the port', async (host) => {
    await expect(guard.admit(new URL(`http://${host}/`))).rejects.toThrow('not on the public internet');
    await expect(guard.admit(new URL(`https://${host}:8443/`), [8443])).rejects.toThrow('not on the public internet');
  });

  it.each(NOT_URLS)('never meets %s, which is no URL', (host) => {
    expect(URL.canParse(`http://${host}/`)).toBe(false);
  });

  it.each(['8.8.8.8', '[2606:4700:4700::1111]', '134744072', '172.32.0.1', '100.128.0.1', '[::ffff:8.8.8.8]'])(
    'admits the public address %s without a lookup',
    async (host) => {
      await expect(guard.admit(new URL(`https://${host}/`))).resolves.toHaveLength(1);
    },
  );

  it.each([
    ['file:///etc/passwd', 'neither http nor https'],
    ['ftp://8.8.8.8/', 'neither http nor https'],
    ['gopher://8.8.8.8/', 'neither http nor https'],
    ['javascript:alert(1)', 'neither http nor https'],
    ['data:text/plain,x', 'neither http nor https'],
    ['ws://8.8.8.8/', 'neither http nor https'],
    ['http://user@8.8.8.8/', 'user name'],
    ['http://:pass@8.8.8.8/', 'user name'],
    ['http://site.example@127.0.0.1/', 'user name'],
    ['http://8.8.8.8:25/', 'port 25'],
    ['http://8.8.8.8:6379/', 'port 6379'],
    ['https://8.8.8.8:0/', 'port 0'],
  ])('refuses %s', async (url, reason) => {
    await expect(guard.admit(new URL(url), [8080])).rejects.toThrow(reason);
  });

  it('admits a port beside 80 and 443 when it is named', async () => {
    await expect(guard.admit(new URL('http://8.8.8.8:8080/'), [8080])).resolves.toHaveLength(1);
  });
});

describe('createAddressGuard with names', () => {
  const guardFor = (...addresses: string[]) =>
    createAddressGuard({
      resolve: () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
    });

  it.each([
    ['a private address', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['a public and a private address', ['8.8.8.8', '192.168.1.1']],
    ['twenty public addresses and loopback', [...Array.from({ length: 20 }, (_, i) => `8.8.4.${String(i)}`), '::1']],
    ['a link-local address with a zone', ['fe80::1%eth0']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['what is no address', ['not-an-address']],
    ['nothing', []],
  ])('refuses a name that resolves to %s', async (_what, addresses) => {
    await expect(guardFor(...addresses).admit(new URL('http://site.example/'))).rejects.toThrow('the host has');
  });

  it('hands back the very addresses that were checked', async () => {
    await expect(guardFor('8.8.8.8', '2606:4700::1').admit(new URL('http://site.example/'))).resolves.toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
  });

  it('passes on the error of the resolver', async () => {
    const guard = createAddressGuard({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(guard.admit(new URL('http://nowhere.example/'))).rejects.toThrow('ENOTFOUND');
  });
});

describe('createAddressGuard with leave to reach loopback', () => {
  const guard = createAddressGuard({
    allowLoopback: true,
    resolve: (host) => Promise.resolve([{ address: host === 'here.example' ? '127.0.0.1' : '10.0.0.1', family: 4 }]),
  });

  it.each(['127.0.0.1:3300', '[::1]:3300', 'here.example:3300', '127.0.0.1'])('admits %s on any port', async (host) => {
    await expect(guard.admit(new URL(`http://${host}/`))).resolves.toHaveLength(1);
  });

  it.each(['10.0.0.1', '0.0.0.0', '169.254.169.254', 'inside.example', '[::127.0.0.1]'])(
    'still refuses %s',
    async (host) => {
      await expect(guard.admit(new URL(`http://${host}/`))).rejects.toThrow('not on the public internet');
    },
  );
});
