import type { LookupAddress } from 'node:dns';

import { AnswerReader, type Answer } from './answer-reader.ts';
import { openPool, type ConnectionLimits, type Connections } from './connections.ts';
import type { Deadline } from './deadline.ts';
import type { Hop } from './next-hop.ts';

export interface HopTools {
  limits: ConnectionLimits;
  /** Null: a connection of its own, which is closed afterwards. */
  connections: Connections | null;
  deadline: Deadline;
  /** Told the address once the request has ended, however it did; empty where there was no connection. */
  onConnected: (address: string) => void;
}

/** One request to one of the `admitted` addresses. Redirects are answers like any other. */
export async function tryHop(
  { url, method, headers, body }: Hop,
  admitted: readonly LookupAddress[],
  { limits, connections, deadline, onConnected }: HopTools,
): Promise<Answer> {
  const used = connections?.keep(url.origin, admitted) ?? openPool(url.origin, admitted, limits);
  const reader = new AnswerReader();
  deadline.onPassed((reason) => {
    reader.cut(reason);
  });
  const path = `${url.pathname}${url.search}`;
  used.pool.dispatch({ path, method, headers, body, reset: connections === null }, reader);
  try {
    return await reader.answer;
  } catch (err) {
    connections?.drop(used);
    throw err;
  } finally {
    onConnected(used.address());
    if (!connections) await used.pool.destroy();
  }
}
