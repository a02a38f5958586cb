import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AddHits, Hits } from '@ringback/queue';
import { createTestLogger } from '@ringback/test-kit';

import { createFloodGuard, type FloodGuard, type FloodLimits, type LimitName } from './flood-guard.ts';

const LIMITS: FloodLimits = { address: 20, network: 60, widget: 100, phone: 10 };

let now: number;
let told: Hits[][];
let floods: LimitName[];
let shared: AddHits;
beforeEach(() => {
  now = 1_000_000;
  told = [];
  floods = [];
  shared = (hits) => Promise.resolve(hits.map(({ count }) => ({ count, endsInMs: 60_000 })));
});

function openGuard(limits: Partial<FloodLimits> = {}): FloodGuard {
  return createFloodGuard({
    limits: { ...LIMITS, ...limits },
    addHits: (hits) => {
      told.push(hits);
      return shared(hits);
    },
    hideKey: (key) => `hidden${key.length}`,
    onFlood: (limit) => floods.push(limit),
    clock: () => now,
    log: createTestLogger(),
  });
}

describe('createFloodGuard', () => {
  it('stops an address at its limit and says when it may come again', () => {
    const guard = openGuard();
    for (let request = 0; request < 20; request += 1) expect(guard.countSender('203.0.113.9')).toBeNull();
    now += 20_500;
    expect(guard.countSender('203.0.113.9')).toEqual({ limit: 'address', retryAfterSeconds: 40 });
    expect(floods).toEqual(['address']);
  });

  it.each([
    { kind: '/24', ip: (n: number) => `203.0.113.${n}` },
    { kind: '/48', ip: (n: number) => `2001:db8:1:${n.toString(16)}::1` },
  ])('stops a $kind from which many addresses come', ({ ip }) => {
    const guard = openGuard();
    const floodsOf = Array.from({ length: 61 }, (_, n) => guard.countSender(ip(n)));
    expect(floodsOf.findIndex((flood) => flood !== null)).toBe(60);
    expect(floodsOf.at(-1)).toMatchObject({ limit: 'network' });
  });

  it('counts all addresses of an IPv6 /64 as one', () => {
    const guard = openGuard();
    const floodsOf = Array.from({ length: 21 }, (_, n) => guard.countSender(`2001:db8:1:2::${n.toString(16)}`));
    expect(floodsOf.at(-1)).toMatchObject({ limit: 'address' });
  });

  it('counts widgets and phones, each for itself', () => {
    const guard = openGuard();
    for (let request = 0; request < 10; request += 1) guard.countPhone('+79160000001');
    expect(guard.countPhone('+79160000001')).toMatchObject({ limit: 'phone' });
    expect(guard.countPhone('+79160000002')).toBeNull();
    expect(guard.countWidget('one', 0)).toBeNull();
  });

  it('keeps a widget to a narrower limit of its own, and to that alone where the installation has none', () => {
    for (const widget of [100, 0]) {
      const guard = openGuard({ widget });
      const floodsOf = Array.from({ length: 6 }, () => guard.countWidget('one', 5));
      expect(floodsOf.map((flood) => flood?.limit)).toEqual([...Array<undefined>(5), 'widget']);
      expect(guard.countWidget('two', 0)).toBeNull();
    }
    const guard = openGuard({ widget: 2 });
    expect([1, 2, 3].map(() => guard.countWidget('one', 5)?.limit)).toEqual([undefined, undefined, 'widget']);
  });

  it('lets everything pass where the limit is 0, and a sender without an address', () => {
    const guard = openGuard({ address: 0, network: 0 });
    const floodsOf = Array.from({ length: 1000 }, (_, n) => guard.countSender(n % 2 === 0 ? '203.0.113.9' : ''));
    expect(floodsOf.every((flood) => flood === null)).toBe(true);
  });

  it('shares what has come to a tenth of its limit, without saying whose it is', async () => {
    const guard = openGuard();
    guard.countSender('203.0.113.9');
    guard.countPhone('+79160000001');
    await guard.share();
    guard.countSender('203.0.113.9');
    await guard.share();
    await guard.share();
    expect(told).toEqual([[{ key: 'phone-hidden12', count: 1 }], [{ key: 'address-hidden11', count: 2 }]]);
  });

  it('stops what other processes have had too much of', async () => {
    const guard = openGuard();
    shared = (hits) => Promise.resolve(hits.map(() => ({ count: 10, endsInMs: 7000 })));
    guard.countPhone('+79160000001');
    await guard.share();
    expect(guard.countPhone('+79160000001')).toEqual({ limit: 'phone', retryAfterSeconds: 7 });
  });

  it('goes on by itself while the store is away, and tells all when it is back', async () => {
    const guard = openGuard();
    const back = shared;
    shared = () => Promise.reject(new Error('away'));
    for (let request = 0; request < 5; request += 1) {
      guard.countPhone('+79160000001');
      await guard.share();
    }
    shared = back;
    for (let request = 5; request < 10; request += 1) guard.countPhone('+79160000001');
    expect(guard.countPhone('+79160000001')).toMatchObject({ limit: 'phone' });
    await guard.share();
    expect(told.at(-1)).toEqual([{ key: 'phone-hidden12', count: 10 }]);
  });
});
