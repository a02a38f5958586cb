import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

import { TargetRefusedError } from './target-refused-error.ts';

export interface AddressGuardOptions {
  /** Leave to reach this very machine, on any port: for the local run and for tests only. */
  allowLoopback?: boolean;
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

export interface AddressGuard {
  /**
   * The addresses that may be connected to for `url`, and no others. Rejects with `TargetRefusedError`, or with the
   * resolver's own error. Ports 80 and 443 go without saying.
   */
  admit: (url: URL, allowPorts?: readonly number[]) => Promise<LookupAddress[]>;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

// Azure's wire server lies in public space, yet is reachable from inside a virtual machine only.
const DENIED_ADDRESSES: readonly string[] = ['168.63.129.16'];

// All global unicast of IPv6. What IANA keeps elsewhere (such as ::127.0.0.1 and 100:0:0:1::/64) counts as unicast in
// ipaddr.js, but is no address of a website.
const IPV6_GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Lets through what is on the public internet. A host is resolved once and all of its addresses are checked: one
 * address that is not public refuses the host, so nothing is gained by mixing or by changing the answer later.
 */
export function createAddressGuard(options: AddressGuardOptions = {}): AddressGuard {
  const { allowLoopback = false, resolve = (host: string) => lookup(host, { all: true }) } = options;
  const isAllowedLoopback = ({ address }: LookupAddress): boolean => allowLoopback && placeOf(address) === 'loopback';
  return {
    async admit(url, allowPorts = []) {
      const port = readPort(url);
      const host = readHost(url);
      const family = isIP(host);
      const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
      if (addresses.length === 0) throw new TargetRefusedError('the host has no address');
      const outward = addresses.filter((address) => !isAllowedLoopback(address));
      if (!outward.every(({ address }) => placeOf(address) === 'public')) {
        throw new TargetRefusedError('the host has an address that is not on the public internet');
      }
      if (outward.length > 0 && ![80, 443, ...allowPorts].includes(port)) {
        throw new TargetRefusedError(`port ${String(port)} is not allowed`);
      }
      return addresses;
    },
  };
}

function readPort(url: URL): number {
  const defaultPort = DEFAULT_PORTS[url.protocol];
  if (defaultPort === undefined) throw new TargetRefusedError('the address is neither http nor https');
  if (url.username !== '' || url.password !== '') {
    throw new TargetRefusedError('the address carries a user name or a password');
  }
  return url.port === '' ? defaultPort : Number(url.port);
}

function readHost({ hostname }: URL): string {
  // URL has already turned every spelling of an address (0x7f.1, 2130706433, full-width digits) into the usual one.
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

type Place = 'public' | 'loopback' | 'inside';

const MAX_PLACES = 1000;
const places = new Map<string, Place>();

/** Where an address lies, which never changes; reading it takes as long as a signature. */
function placeOf(address: string): Place {
  const known = places.get(address);
  if (known) return known;
  const place = findPlace(address);
  if (places.size >= MAX_PLACES) places.clear();
  places.set(address, place);
  return place;
}

function findPlace(address: string): Place {
  if (!ipaddr.isValid(address)) return 'inside';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'loopback') return 'loopback';
  if (range !== 'unicast' || DENIED_ADDRESSES.includes(parsed.toString())) return 'inside';
  return parsed instanceof ipaddr.IPv6 && !parsed.match(IPV6_GLOBAL) ? 'inside' : 'public';
}
