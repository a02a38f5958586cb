import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';
import { buildConnector, Client, type Dispatcher } from 'undici';

import type { Hop } from './next-hop.ts';
import { readBodyStart } from './read-body-start.ts';
import { TargetRefusedError } from './target-refused-error.ts';

export interface DeliveryTimeouts {
  connectWithinMs: number;
  headersWithinMs: number;
  /** The longest silence within a body. */
  bodyWithinMs: number;
  /** From the first lookup to the last byte, redirects included. */
  totalWithinMs: number;
}

export interface Answer {
  status: number;
  retryAfter: string | null;
  location: string | null;
  bodyStart: string;
  /** The address that answered. */
  address: string;
}

const MAX_HEADER_BYTES = 16_384;

/** One request on a connection of its own to one of the `admitted` addresses. Redirects are answers like any other. */
export async function tryHop(
  hop: Hop,
  admitted: readonly LookupAddress[],
  timeouts: DeliveryTimeouts,
  signal: AbortSignal,
): Promise<Answer> {
  let address = '';
  const connect = createConnector(admitted, timeouts.connectWithinMs, (remoteAddress) => (address = remoteAddress));
  const client = new Client(hop.url.origin, {
    connect,
    headersTimeout: timeouts.headersWithinMs,
    bodyTimeout: timeouts.bodyWithinMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  // The signal of a request is not heard by undici before the connection stands.
  const abort = (): void => void client.destroy(new Error('the request was aborted'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    const { method, headers, body } = hop;
    const path = `${hop.url.pathname}${hop.url.search}`;
    return { ...(await readAnswer(await client.request({ path, method, headers, body, reset: true }))), address };
  } finally {
    signal.removeEventListener('abort', abort);
    await client.destroy();
  }
}

async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Omit<Answer, 'address'>> {
  return {
    status: statusCode,
    retryAfter: first(headers['retry-after']),
    location: first(headers['location']),
    bodyStart: await readBodyStart(body, first(headers['content-type'])),
  };
}

function createConnector(
  admitted: readonly LookupAddress[],
  timeout: number,
  onConnected: (remoteAddress: string) => void,
): buildConnector.connector {
  const connector = buildConnector({
    lookup: answerWith(admitted),
    timeout,
    allowH2: false,
    maxCachedSessions: 0,
    // Node gives each of several addresses a quarter of a second, which a far or busy server misses.
    autoSelectFamilyAttemptTimeout: 1000,
  });
  return (options, callback) => {
    connector(options, (...result) => {
      const [err, socket] = result;
      if (err) {
        callback(err, null);
        return;
      }
      const remoteAddress = socket.remoteAddress ?? '';
      if (!admitted.some((each) => isSameAddress(each.address, remoteAddress))) {
        socket.destroy();
        callback(new TargetRefusedError('the connection led to another address than was checked'), null);
        return;
      }
      onConnected(remoteAddress);
      callback(null, socket);
    });
  };
}

function answerWith(admitted: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [only] = admitted;
    if (options.all || !only) callback(null, [...admitted]);
    else callback(null, only.address, only.family);
  };
}

function isSameAddress(left: string, right: string): boolean {
  if (!ipaddr.isValid(left) || !ipaddr.isValid(right)) return false;
  return ipaddr.process(left).toString() === ipaddr.process(right).toString();
}

function first(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
