import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { createAddressGuard } from './address-guard.ts';
import { createDeliveryClient, type DeliveryClient, type DeliveryOutcome } from './delivery-client.ts';
import { byAsciiName, startTestDnsServer, type TestDnsServer } from './test-dns-server.ts';
import { closeListeners, listenHttp } from './test-listeners.ts';
import { HARMLESS_TARGETS, HOSTILE_HOSTS, HOSTILE_NAMES, HOSTILE_URLS, PUBLIC_ADDRESSES } from './test-targets.ts';

const names = byAsciiName(HOSTILE_NAMES);
let dns: TestDnsServer;
/** What the names of a test resolve to, one answer for each time that they are asked for. */
let rebinding: string[][];
let strict: DeliveryClient;
let local: DeliveryClient;

beforeAll(async () => {
  dns = await startTestDnsServer((host) => {
    if (host.startsWith('rebind')) return rebinding.shift() ?? [];
    return names.get(host) ?? ['127.0.0.1'];
  });
  const { resolve } = dns;
  strict = createDeliveryClient({ guard: createAddressGuard({ resolve }) });
  local = createDeliveryClient({ guard: createAddressGuard({ resolve, allowLoopback: true }) });
});
beforeEach(() => {
  rebinding = [];
  dns.lookups.length = 0;
});
afterEach(closeListeners);
afterAll(async () => {
  await Promise.all([strict.close(), local.close()]);
  dns.close();
});

function send(client: DeliveryClient, url: string, port: string, keepConnection = false): Promise<DeliveryOutcome> {
  const allowPorts = [Number(port)];
  return client.send({ url, method: 'POST', headers: {}, body: 'a=1', followRedirects: 3, allowPorts, keepConnection });
}

/** A listener on loopback, and how many connections it got. */
async function listenForIntruders(): Promise<{ port: string; count: () => number }> {
  let requests = 0;
  const port = await listenHttp((_req, res) => {
    requests += 1;
    res.end();
  });
  return { port, count: () => requests };
}

describe('hostile targets', () => {
  const targets = [
    ...HOSTILE_HOSTS.flatMap((host) => [`http://${host}/`, `https://${host}/`]),
    ...Object.keys(HOSTILE_NAMES).map((name) => `http://${name}/`),
    ...HOSTILE_URLS,
  ];

  it('are more than 150 different ones', () => {
    expect(new Set([...HOSTILE_HOSTS, ...Object.keys(HOSTILE_NAMES), ...HOSTILE_URLS]).size).toBeGreaterThanOrEqual(
      150,
    );
  });

  it('are all refused, and none of them is connected to', async () => {
    const { port, count } = await listenForIntruders();
    const onPort = targets
      .filter((url) => URL.canParse(url) && new URL(url).port === '')
      .map((url) => url.replace(/^(https?:\/\/[^/\\]+)(\/?)$/, `$1:${port}$2`));
    const reached: string[] = [];
    for (const url of [...targets, ...onPort]) {
      const outcome = await send(strict, url, port);
      if (outcome.kind !== 'refused') reached.push(url);
    }
    expect(reached).toEqual([]);
    expect(count()).toBe(0);
  });

  it('are refused as the aim of a redirect', async () => {
    const inside = [...HOSTILE_HOSTS, ...Object.keys(HOSTILE_NAMES)].filter(
      // This machine itself is where the redirects come from, so the guard of this test lets it be reached.
      (host) =>
        !/^(127|0x7f|0177|0x7F|2130706433|017700000001|１２７|①|%31|\[::1\]|\[0:0)|localhost|loopback|mapped|mixed6|ⓛ/.test(
          host,
        ),
    );
    const hosts = inside.filter((host) => URL.canParse(`http://${host}/`) && !/7f00|127\.0\.0\.1/.test(host));
    expect(hosts.length).toBeGreaterThan(70);
    let location = '';
    const port = await listenHttp((_req, res) => res.writeHead(307, { location }).end());
    const followed: string[] = [];
    for (const host of hosts) {
      location = encodeURI(`http://${host}/`).replace(/%5B/g, '[').replace(/%5D/g, ']');
      const outcome = await send(local, `http://site.test:${port}/`, port);
      if (outcome.kind !== 'refused') followed.push(`${host}: ${JSON.stringify(outcome)}`);
    }
    expect(followed).toEqual([]);
  });
});

describe('a name whose address changes', () => {
  it('is looked up once for a try, and connected to at the address that was checked', async () => {
    rebinding = [['127.0.0.1'], ['10.0.0.1']];
    const { port, count } = await listenForIntruders();
    expect(await send(local, `http://rebind.test:${port}/`, port)).toMatchObject({
      kind: 'answered',
      address: '127.0.0.1',
    });
    expect(dns.lookups).toEqual(['rebind.test']);
    expect(count()).toBe(1);
  });

  it.each([false, true])('is checked again on each try, connection kept: %s', async (keepConnection) => {
    rebinding = [['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1', '169.254.169.254'], ['127.0.0.1']];
    const { port, count } = await listenForIntruders();
    const url = `http://rebind-again.test:${port}/`;
    const kinds: string[] = [];
    for (let times = 0; times < 4; times += 1) kinds.push((await send(local, url, port, keepConnection)).kind);
    expect(kinds).toEqual(['answered', 'refused', 'refused', 'answered']);
    expect(count()).toBe(2);
  });

  it('is checked again on each redirect', async () => {
    rebinding = [['127.0.0.1'], ['192.168.0.1']];
    let requests = 0;
    const port = await listenHttp((_req, res) => {
      requests += 1;
      res.writeHead(307, { location: '/again' }).end();
    });
    expect(await send(local, `http://rebind.test:${port}/`, port)).toMatchObject({ kind: 'refused' });
    expect(requests).toBe(1);
  });
});

describe('harmless targets', () => {
  it('are fifty, and all of them are reached', async () => {
    expect(HARMLESS_TARGETS).toHaveLength(50);
    const hosts: (string | undefined)[] = [];
    const port = await listenHttp((req, res) => {
      hosts.push(req.headers.host);
      res.end('ok');
    });
    for (const { host, path } of HARMLESS_TARGETS) {
      const url = `http://${host}:${port}${path}`;
      const outcome = await send(local, url, port);
      expect({ url, ...outcome }).toMatchObject({ url, kind: 'answered', status: 200, bodyStart: 'ok' });
      expect(hosts.at(-1)).toBe(new URL(url).host);
    }
  });

  it.each(PUBLIC_ADDRESSES)('such as %s are let out', async (host) => {
    const guard = createAddressGuard({ resolve: dns.resolve });
    await expect(guard.admit(new URL(`https://${host}/`))).resolves.toHaveLength(1);
  });
});
