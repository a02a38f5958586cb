import type { LookupAddress } from 'node:dns';

import type { Dispatcher } from 'undici';

import { openPool, type ConnectionLimits, type Connections, type PinnedPool } from './connections.ts';
import type { Deadline } from './deadline.ts';
import type { Hop } from './next-hop.ts';
import { readBodyStart } from './read-body-start.ts';

export interface Answer {
  status: number;
  retryAfter: string | null;
  location: string | null;
  bodyStart: string;
  /** The address that answered. */
  address: string;
  /** Of the headers' arrival, on the clock of `performance.now()`. */
  firstByteAt: number;
}

export interface HopTools {
  limits: ConnectionLimits;
  /** Null: a connection of its own, which is closed afterwards. */
  connections: Connections | null;
  deadline: Deadline;
  onConnected: (address: string) => void;
}

/** One request to one of the `admitted` addresses. Redirects are answers like any other. */
export async function tryHop(hop: Hop, admitted: readonly LookupAddress[], tools: HopTools): Promise<Answer> {
  const { limits, connections } = tools;
  if (!connections) {
    const own = openPool(hop.url.origin, admitted, limits);
    try {
      return await request(hop, own, tools, true);
    } finally {
      await own.pool.destroy();
    }
  }
  const kept = connections.keep(hop.url.origin, admitted);
  try {
    return await request(hop, kept, tools, false);
  } catch (err) {
    connections.drop(kept);
    throw err;
  }
}

async function request(
  { url, method, headers, body }: Hop,
  { pool, address }: PinnedPool,
  { deadline, onConnected }: HopTools,
  reset: boolean,
): Promise<Answer> {
  const path = `${url.pathname}${url.search}`;
  try {
    // The signal of a request is not heard by undici before the connection stands.
    const { signal } = deadline;
    const answer = await deadline.race(pool.request({ path, method, headers, body, reset, signal }));
    const firstByteAt = performance.now();
    return { ...(await readAnswer(answer)), address: address(), firstByteAt };
  } finally {
    onConnected(address());
  }
}

async function readAnswer({
  statusCode,
  headers,
  body,
}: Dispatcher.ResponseData): Promise<Omit<Answer, 'address' | 'firstByteAt'>> {
  return {
    status: statusCode,
    retryAfter: first(headers['retry-after']),
    location: first(headers['location']),
    bodyStart: await readBodyStart(body, first(headers['content-type'])),
  };
}

function first(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
