import { describe, expect, it } from '@jest/globals';

import { createAddressGuard } from './address-guard.ts';
import { HOSTILE_HOSTS } from './test-targets.ts';

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
