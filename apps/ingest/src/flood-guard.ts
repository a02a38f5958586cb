import { COUNT_SECONDS, type AddHits } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';
import { readSenderKeys } from '@ringback/submission';

import { HitCounter } from './hit-counter.ts';

/**
 * What requests are counted by. An `address` is one of IPv4 or a /64 of IPv6, a `network` the /24 or /48 around it.
 */
export const LIMIT_NAMES = ['address', 'network', 'widget', 'phone'] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Requests a minute; 0: as many as come. */
export type FloodLimits = Record<LimitName, number>;

/** Too many requests. */
export interface Flood {
  limit: LimitName;
  retryAfterSeconds: number;
}

/** Counts requests; null as long as there are not too many. */
export interface FloodGuard {
  countSender: (ip: string) => Flood | null;
  /** `own` is a limit that the widget has set for itself; 0: none. */
  countWidget: (widgetId: string, own: number) => Flood | null;
  countPhone: (phone: string) => Flood | null;
  /** Exchanges counts with the other processes; never rejects, and nobody has to wait for it. */
  share: () => Promise<void>;
}

export interface FloodGuardDeps {
  limits: FloodLimits;
  addHits: AddHits;
  /** So that nobody reads addresses and phones in the store. */
  hideKey: (key: string) => string;
  onFlood: (limit: LimitName) => void;
  clock?: () => number;
  log: Logger;
}

const MAX_KEYS = 100_000;

/** A flood is told of once in a while, not with each request. */
const SAME_FLOOD_MS = 60_000;

/**
 * Limits that cost a request some look-ups in memory: what was counted is shared behind its back, once per group of
 * submissions. While the store is away, each process goes on with what it counts itself.
 */
export function createFloodGuard(deps: FloodGuardDeps): FloodGuard {
  const { limits, addHits, hideKey, onFlood, log, clock = () => performance.now() } = deps;
  const options = { windowMs: COUNT_SECONDS * 1000, maxKeys: MAX_KEYS, clock };
  const counters: Record<LimitName, HitCounter> = {
    address: new HitCounter(options),
    network: new HitCounter(options),
    widget: new HitCounter(options),
    phone: new HitCounter(options),
  };
  const quietUntil: Record<LimitName, number> = { address: 0, network: 0, widget: 0, phone: 0 };
  const count = (limit: LimitName, key: string, most = limits[limit]): Flood | null => {
    const waitMs = most === 0 ? null : counters[limit].hit(key, most);
    if (waitMs === null) return null;
    onFlood(limit);
    if (clock() >= quietUntil[limit]) {
      quietUntil[limit] = clock() + SAME_FLOOD_MS;
      log.warn({ limit }, 'requests are refused: there are too many');
    }
    return { limit, retryAfterSeconds: Math.ceil(waitMs / 1000) };
  };
  let failing = false;
  return {
    countSender: (ip) => {
      const keys = readSenderKeys(ip);
      return keys && (count('address', keys.address) ?? count('network', keys.network));
    },
    countWidget: (widgetId, own) => count('widget', widgetId, narrower(limits.widget, own)),
    countPhone: (phone) => count('phone', phone),
    share: async () => {
      const taken = LIMIT_NAMES.flatMap((limit) => counters[limit].takeDue().map((hits) => ({ limit, hits })));
      if (taken.length === 0) return;
      try {
        const all = await addHits(
          taken.map(({ limit, hits: { key, count: hits } }) => ({ key: `${limit}-${hideKey(key)}`, count: hits })),
        );
        taken.forEach(({ limit, hits: { key } }, place) => {
          const shared = all[place];
          if (shared) counters[limit].learn(key, shared.count, shared.endsInMs);
        });
        failing = false;
      } catch (err) {
        for (const { limit, hits } of taken) counters[limit].giveBack(hits);
        if (!failing) log.warn({ err }, 'counts of requests were not shared');
        failing = true;
      }
    },
  };
}

/** 0 is no limit. */
function narrower(one: number, other: number): number {
  return one === 0 || other === 0 ? one + other : Math.min(one, other);
}
