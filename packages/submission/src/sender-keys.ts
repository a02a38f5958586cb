import { isIPv4 } from 'node:net';

import ipaddr from 'ipaddr.js';

/** What senders are counted by. Whoever has one IPv6 address has a whole /64 of them. */
export interface SenderKeys {
  /** The IPv4 address, or the /64 of the IPv6 address. */
  address: string;
  /** The /24 around it, or the /48. */
  network: string;
}

const ADDRESS_BYTES = 8;
const NETWORK_BYTES = 6;

/** Null when the text is no address. */
export function readSenderKeys(ip: string): SenderKeys | null {
  if (isIPv4(ip)) return { address: ip, network: `${ip.slice(0, ip.lastIndexOf('.'))}.0/24` };
  if (!ipaddr.IPv6.isValid(ip)) return null;
  const parsed = ipaddr.IPv6.parse(ip);
  if (parsed.isIPv4MappedAddress()) return readSenderKeys(parsed.toIPv4Address().toString());
  const bytes = parsed.toByteArray();
  return { address: prefixOf(bytes, ADDRESS_BYTES), network: prefixOf(bytes, NETWORK_BYTES) };
}

function prefixOf(bytes: number[], length: number): string {
  const prefix = bytes.map((byte, place) => (place < length ? byte : 0));
  return `${ipaddr.fromByteArray(prefix).toString()}/${length * 8}`;
}
