/** Every spelling goes through WHATWG URL first, as in `send`; what URL refuses never gets as far as the guard. */
// prettier-ignore
export const HOSTILE_HOSTS: readonly string[] = [
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

/** What names of the test's own DNS server resolve to; none of it is on the public internet. */
export const HOSTILE_NAMES: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'sub.localhost': ['127.0.0.1'],
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ': ['127.0.0.1'],
  '127.0.0.1.nip.test': ['127.0.0.1'],
  'loopback.test': ['127.8.9.10'],
  'loopback6.test': ['::1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'any.test': ['0.0.0.0'],
  'ten.test': ['10.1.2.3'],
  'lan.test': ['192.168.0.1'],
  'docker.test': ['172.17.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'metadata.azure.test': ['168.63.129.16'],
  'metadata.alibaba.test': ['100.100.100.200'],
  'metadata6.test': ['fd00:ec2::254'],
  'kubernetes.default.svc': ['10.96.0.1'],
  'carrier.test': ['100.64.0.1'],
  'link.test': ['fe80::1'],
  'unique.test': ['fd12:3456::1'],
  'nat64.test': ['64:ff9b::7f00:1'],
  'sixtofour.test': ['2002:7f00:1::'],
  'teredo.test': ['2001:0:53aa:64c::1'],
  'multicast.test': ['224.0.0.251'],
  'broadcast.test': ['255.255.255.255'],
  'mixed.test': ['8.8.8.8', '10.0.0.1'],
  'mixed6.test': ['8.8.8.8', '::1'],
  'ВНУТРИ.test': ['10.0.0.1'],
  'nothing.test': [],
};

/** Whole addresses: other schemes, user names, backslashes, line breaks, ports. */
export const HOSTILE_URLS: readonly string[] = [
  ...[
    'file:///etc/passwd',
    'ftp://site.test/',
    'gopher://site.test:6379/_INFO',
    'dict://site.test/',
    'ldap://site.test/',
  ],
  ...['tftp://site.test/', 'sftp://site.test/', 'ssh://site.test/', 'jar:http://site.test!/', 'data:text/html,x'],
  ...[
    'javascript:alert(1)',
    'blob:http://site.test/1',
    'ws://site.test/',
    'wss://site.test/',
    'mailto:a@site.test',
    'about:blank',
  ],
  ...[
    'http://site.test@127.0.0.1/',
    'http://user:password@site.test/',
    'http://:password@site.test/',
    'http://user@site.test/',
  ],
  ...['http://site.test%40@127.0.0.1/', 'http://site.test:80@127.0.0.1/', 'http://127.0.0.1%23@site.test/'],
  ...[
    'http:\\\\127.0.0.1\\',
    'http://127.0.0.1\\@site.test/',
    'http:127.0.0.1',
    'http:/127.0.0.1/',
    'http:///127.0.0.1/',
  ],
  ...['http://127.0.0.1\\.site.test/', '\\\\127.0.0.1\\share', '//127.0.0.1/', '/relative', 'site.test'],
  ...[
    'http://site.test/\r\nHost: 127.0.0.1',
    'http://site.test\r\n@127.0.0.1/',
    'http://127.0.0.1\t/',
    'http://site.test/\0',
  ],
  ...['http://site.test/\u0085', ' \nhttp://127.0.0.1/', 'ht\ntp://127.0.0.1/', 'http://site.test/%0d%0a@\n'],
  ...[
    'http://[fe80::1%25eth0]/',
    'http://[fe80::1%eth0]/',
    'http://[::1%25lo]/',
    'http://[::1]%25lo/',
    'http://[::1',
    'http://::1/',
  ],
  ...[
    'http://256.1.1.1/',
    'http://1.2.3.4.5/',
    'http://[127.0.0.1]/',
    'http://0x7f.0.0.0.1/',
    'http://127.0.0.0x100/',
    'http://',
  ],
  ...['http://8.8.8.8:22/', 'http://8.8.8.8:25/', 'http://8.8.8.8:6379/', 'http://8.8.8.8:5432/', 'http://8.8.8.8:0/'],
  ...[
    'http://8.8.8.8:11211/',
    'http://8.8.8.8:2375/',
    'http://8.8.8.8:9200/',
    'http://8.8.8.8:65536/',
    'http://8.8.8.8:-1/',
  ],
];

const HARMLESS_HOSTS: readonly string[] = [
  ...['site.test', 'SITE.test', 'site.test.', 'www.site.test', 'a.b.c.d.site.test', 'xn--e1afmkfd.test', 'пример.test'],
  ...['straße.test', 'ёлка.test', '例え.test', '☎.test', '1.test', '127.site.test', '10.0.0.1.site.test', 'a--b.test'],
  ...[
    'my-shop.test',
    'localhost.site.test',
    'x.test',
    '0x7f.site.test',
    `${'long'.repeat(15)}.test`,
    'ＳＩＴＥ.test',
    'site。test',
  ],
  ...['127.0.0.1', '127.1', '2130706433'],
];

/** Where a listener on this machine is reached, as far as the guard lets it be: fifty spellings of host and path. */
export const HARMLESS_TARGETS: readonly { host: string; path: string }[] = HARMLESS_HOSTS.flatMap((host) => [
  { host, path: '/' },
  { host, path: '/a/../ящик%20b?next=http://10.0.0.1/&x=[::1]#@127.0.0.1' },
]);

/** On the public internet. None of them is connected to. */
export const PUBLIC_ADDRESSES: readonly string[] = [
  ...['1.1.1.1', '8.8.4.4', '9.9.9.9', '11.0.0.1', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.1'],
  ...[
    '169.253.255.255',
    '169.255.0.1',
    '172.15.255.255',
    '172.32.0.0',
    '191.255.255.255',
    '192.1.0.1',
    '192.167.255.255',
  ],
  ...['192.169.0.1', '198.17.255.255', '198.20.0.1', '203.0.112.255', '203.0.114.1', '223.255.255.254', '5.255.255.70'],
  ...[
    '[2606:4700:4700::1111]',
    '[2a02:6b8::2:242]',
    '[2620:fe::fe]',
    '[2400:cb00::1]',
    '[::ffff:8.8.8.8]',
    '134744072',
  ],
];
