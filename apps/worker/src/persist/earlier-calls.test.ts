import { describe, expect, it } from '@jest/globals';
import type { CallHistory } from '@ringback/db';
import type { Refusals } from '@ringback/scenario';

import { buildAccepted, buildCallHistory, NO_LIMITS, NOW, secondsLater } from '../open-test-widget.ts';
import { askForCalls, countCallsSince, EarlierCalls, type CallLimits } from './earlier-calls.ts';

const LIMITS: CallLimits = { callsPerPhone: 3, phonesPerVisitor: 2 };
const PHONE = '+79160000001';
/** Of the widget. */
const SETTINGS = { repeatWindowSeconds: 600, limits: { formsPerMinute: 0, ...NO_LIMITS } };

const order = ({ phone = PHONE, ip = '203.0.113.9', widgetId = 'w' } = {}) =>
  buildAccepted({ widgetId, ip }, { phone });

function refusalsOf(known: Partial<CallHistory>, limits = LIMITS, accepted = order(), own = NO_LIMITS): Refusals {
  const history = [buildCallHistory({ leadId: accepted.leadId, ...known })];
  return new EarlierCalls(history, limits).refusalsOf(
    accepted,
    { ...SETTINGS, limits: { ...SETTINGS.limits, ...own } },
    NOW,
  );
}

/** What stands in the way of each of them, when those in whose way nothing stands are called. */
function blocksOf(orders: ReturnType<typeof order>[], limits = LIMITS): ('phone' | 'address' | null)[] {
  const calls = new EarlierCalls([], limits);
  return orders.map((accepted) => {
    const { phoneBlocked, addressBlocked } = calls.refusalsOf(accepted, SETTINGS, NOW);
    if (phoneBlocked) return 'phone';
    if (addressBlocked) return 'address';
    calls.begin(accepted);
    return null;
  });
}

describe('EarlierCalls', () => {
  it('finds nothing in the way of somebody who is not known', () => {
    expect(refusalsOf({})).toEqual({
      widgetOff: false,
      phone: null,
      phoneBlocked: null,
      addressBlocked: null,
      chainUnfinished: false,
      reachedRecently: false,
    });
  });

  it.each([
    { known: { phoneBlockedBy: 'widget' }, found: { phoneBlocked: 'widget-list' } },
    { known: { phoneBlockedBy: 'installation' }, found: { phoneBlocked: 'installation-list' } },
    { known: { addressBlockedBy: 'widget' }, found: { addressBlocked: 'widget-list' } },
    { known: { phoneCalls: 3, phoneBlockedBy: 'widget' }, found: { phoneBlocked: 'widget-list' } },
    { known: { phoneCalls: 3 }, found: { phoneBlocked: 'limit' } },
    { known: { phoneCalls: 2 }, found: { phoneBlocked: null } },
    { known: { senderPhones: ['+79160000002', '+79160000003'] }, found: { addressBlocked: 'limit' } },
    { known: { senderPhones: ['+79160000002', PHONE] }, found: { addressBlocked: null } },
    { known: { senderPhones: ['+79160000002'] }, found: { addressBlocked: null } },
    { known: { widgetOff: true }, found: { widgetOff: true } },
  ] as const)('finds $found where $known', ({ known, found }) => {
    const senderPhones = 'senderPhones' in known ? [...known.senderPhones] : [];
    expect(refusalsOf({ ...known, senderPhones })).toMatchObject(found);
  });

  it.each([
    { limits: LIMITS, own: { callsPerPhone: 2, phonesPerVisitor: 0 }, blocked: 'phone' },
    { limits: LIMITS, own: { callsPerPhone: 0, phonesPerVisitor: 1 }, blocked: 'address' },
    { limits: NO_LIMITS, own: { callsPerPhone: 2, phonesPerVisitor: 1 }, blocked: 'phone' },
    {
      limits: { callsPerPhone: 2, phonesPerVisitor: 0 },
      own: { callsPerPhone: 9, phonesPerVisitor: 0 },
      blocked: 'phone',
    },
    { limits: LIMITS, own: NO_LIMITS, blocked: null },
  ])('keeps to $own of the widget beside $limits', ({ limits, own, blocked }) => {
    const known = { phoneCalls: 2, senderPhones: ['+79160000002'] };
    expect(refusalsOf(known, limits, order(), own)).toMatchObject(
      blocked === null
        ? { phoneBlocked: null, addressBlocked: null }
        : { [blocked === 'phone' ? 'phoneBlocked' : 'addressBlocked']: 'limit' },
    );
  });

  it('counts the calls to a phone over the widgets of a group', () => {
    const orders = ['a', 'b', 'c', 'd'].map((widgetId, n) => order({ widgetId, ip: `198.51.100.${n}` }));
    expect(blocksOf(orders)).toEqual([null, null, null, 'phone']);
  });

  it('counts the phones of one address, an IPv6 /64 as one', () => {
    const phones = [1, 2, 1, 3].map((n) => `+7916000000${n}`);
    expect(blocksOf(phones.map((phone) => order({ phone })))).toEqual([null, null, null, 'address']);
    const sixes = phones.map((phone, n) => order({ phone, ip: `2001:db8::${n}` }));
    expect(blocksOf(sixes)).toEqual([null, null, null, 'address']);
  });

  it('counts nobody together whose address is not known', () => {
    const orders = [1, 2, 3].map((n) => order({ phone: `+7916000000${n}`, ip: '' }));
    expect(blocksOf(orders)).toEqual([null, null, null]);
  });

  it('counts nothing without limits', () => {
    expect(
      blocksOf(
        Array.from({ length: 20 }, () => order()),
        NO_LIMITS,
      ),
    ).toEqual(Array(20).fill(null));
    expect(refusalsOf({ phoneCalls: 99, senderPhones: ['1', '2', '3'] }, NO_LIMITS)).toMatchObject({
      phoneBlocked: null,
      addressBlocked: null,
    });
  });
});

describe('askForCalls', () => {
  it('asks for the address as Postgres can read it, or not at all', () => {
    expect(askForCalls(order())).toMatchObject({ ip: '203.0.113.9', sender: '203.0.113.9' });
    expect(askForCalls(order({ ip: '2001:db8::1' }))).toMatchObject({ ip: '2001:db8::1', sender: '2001:db8::/64' });
    expect(askForCalls(order({ ip: "'; DROP" }))).toMatchObject({ ip: null, sender: null });
  });
});

describe('countCallsSince', () => {
  it('goes back a day for a phone and an hour for a visitor, and nowhere without limits', () => {
    expect(countCallsSince([NO_LIMITS, LIMITS], NOW)).toEqual({
      callsSince: secondsLater(-86_400),
      phonesSince: secondsLater(-3600),
    });
    expect(countCallsSince([NO_LIMITS], NOW)).toEqual({ callsSince: null, phonesSince: null });
  });
});
