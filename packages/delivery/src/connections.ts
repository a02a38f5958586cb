import type { LookupAddress } from 'node:dns';

import { buildConnector, Pool } from 'undici';

import { TargetRefusedError } from './target-refused-error.ts';
import { answerWith, isSameAddress } from './pinned-lookup.ts';

export interface ConnectionLimits {
  connectWithinMs: number;
  headersWithinMs: number;
  /** The longest silence within a body. */
  bodyWithinMs: number;
}

/** Connections to one origin at addresses that were checked, and at no others. */
export interface PinnedPool {
  pool: Pool;
  /** The address that is connected to; empty before the first connection. */
  address: () => string;
}

export interface Connections {
  /** A pool whose connections are kept for the next request to the same origin at the same addresses. */
  keep: (origin: string, admitted: readonly LookupAddress[]) => PinnedPool;
  /** Forgets a pool that could not connect: the next request looks at all addresses again. */
  drop: (pool: PinnedPool) => void;
  close: () => Promise<void>;
}

const MAX_HEADER_BYTES = 16_384;
/** Less than the five seconds after which common servers close an idle connection. */
const KEPT_FOR_MS = 3000;
const MAX_POOLS = 256;

export function createConnections(limits: ConnectionLimits): Connections {
  // In order of use: the first was not used for the longest time.
  const pools = new Map<string, PinnedPool>();
  const keys = new WeakMap<PinnedPool, string>();
  let newest: PinnedPool | null = null;
  const drop = (pool: PinnedPool): void => {
    const key = keys.get(pool);
    if (key !== undefined && pools.get(key) === pool) pools.delete(key);
    // What is under way ends first.
    void pool.pool.close();
  };
  return {
    keep: (origin, admitted) => {
      const key = keyOf(origin, admitted);
      const found = pools.get(key);
      if (found && found === newest) return found;
      const pool = found ?? openPool(origin, admitted, limits);
      if (found) pools.delete(key);
      else keys.set(pool, key);
      pools.set(key, pool);
      newest = pool;
      const [oldest] = pools.values();
      if (pools.size > MAX_POOLS && oldest) drop(oldest);
      return pool;
    },
    drop,
    close: async () => {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map(({ pool }) => pool.destroy()));
    },
  };
}

function keyOf(origin: string, admitted: readonly LookupAddress[]): string {
  const [only] = admitted;
  if (admitted.length === 1 && only) return `${origin} ${only.address}`;
  const addresses = admitted.map(({ address }) => address).sort((a, b) => (a < b ? -1 : 1));
  return `${origin} ${addresses.join(' ')}`;
}

export function openPool(
  origin: string,
  admitted: readonly LookupAddress[],
  { connectWithinMs, headersWithinMs, bodyWithinMs }: ConnectionLimits,
): PinnedPool {
  let address = '';
  const connect = createConnector(admitted, connectWithinMs, {
    pinned: () => address,
    onConnected: (remoteAddress) => {
      address = remoteAddress;
    },
  });
  const pool = new Pool(origin, {
    connect,
    headersTimeout: headersWithinMs,
    bodyTimeout: bodyWithinMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEPT_FOR_MS,
    keepAliveMaxTimeout: KEPT_FOR_MS,
  });
  return { pool, address: () => address };
}

interface Pin {
  pinned: () => string;
  onConnected: (remoteAddress: string) => void;
}

function createConnector(
  admitted: readonly LookupAddress[],
  timeout: number,
  { pinned, onConnected }: Pin,
): buildConnector.connector {
  const connector = buildConnector({
    lookup: answerWith(() => admitted.filter(({ address }) => pinned() === '' || isSameAddress(address, pinned()))),
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
