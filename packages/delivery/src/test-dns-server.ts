import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

import ipaddr from 'ipaddr.js';

export interface TestDnsServer {
  /** A real resolver that asks this server alone. */
  resolve: (host: string) => Promise<LookupAddress[]>;
  /** The names that were asked for, each lookup once. */
  lookups: string[];
  close: () => void;
}

/** A DNS server on loopback; `answer` may say something else each time that it is asked. */
export async function startTestDnsServer(answer: (host: string) => readonly string[]): Promise<TestDnsServer> {
  const socket = createSocket('udp4');
  let current: readonly string[] = [];
  const lookups: string[] = [];
  socket.on('message', (query, { port, address }) => {
    socket.send(buildReply(query, current), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([`127.0.0.1:${String(socket.address().port)}`]);
  const ask = (addresses: Promise<string[]>, family: 4 | 6): Promise<LookupAddress[]> =>
    addresses.then(
      (found) => found.map((address) => ({ address, family })),
      () => [],
    );
  return {
    lookups,
    resolve: async (host) => {
      lookups.push(host);
      current = answer(host);
      return [...(await ask(resolver.resolve4(host), 4)), ...(await ask(resolver.resolve6(host), 6))];
    },
    close: () => {
      socket.close();
    },
  };
}

/** The names of `entries` as a URL writes them. */
export function byAsciiName(entries: Readonly<Record<string, readonly string[]>>): Map<string, readonly string[]> {
  return new Map(Object.entries(entries).map(([name, addresses]) => [domainToASCII(name), addresses]));
}

const A = 1;
const AAAA = 28;
const HEADER_BYTES = 12;

/** https://www.rfc-editor.org/rfc/rfc1035#section-4: the question again, and the addresses of its type. */
function buildReply(query: Buffer, addresses: readonly string[]): Buffer {
  const nameEnd = query.indexOf(0, HEADER_BYTES) + 1;
  const question = query.subarray(HEADER_BYTES, nameEnd + 4);
  const type = query.readUInt16BE(nameEnd);
  const wanted = addresses.filter((address) => type === (isIPv6(address) ? AAAA : A));
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(wanted.length, 6);
  const answers = wanted.map((address) => {
    const data = Buffer.from(ipaddr.parse(address).toByteArray());
    const record = Buffer.alloc(12);
    // The name stands at byte 12 of the message.
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([header, question, ...answers]);
}
