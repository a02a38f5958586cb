import { describe, expect, it } from '@jest/globals';

import { ANNA, buildLeadFacts, MANAGER_CALL, NO_REFUSALS, RECEIVED_AT } from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, Refusals, Transition } from './types.ts';

function accept(refusals: Partial<Refusals> = {}, lead: LeadFacts = buildLeadFacts(), at = RECEIVED_AT): Transition {
  return transition(
    { status: 'accepted' },
    { type: 'lead-accepted', refusals: { ...NO_REFUSALS, ...refusals } },
    lead,
    at,
  );
}

const ownNumber = { offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+79160000000' }] }] };

describe('lead-accepted', () => {
  it('rings the first manager at once', () => {
    const { next, effects } = accept();
    expect(next).toMatchObject({
      status: 'dialing-manager',
      attempt: 1,
      legs: [{ callId: MANAGER_CALL }],
      failed: null,
    });
    expect(effects).toEqual([
      { type: 'notify', event: 'lead.accepted' },
      { type: 'notify', event: 'call.started' },
      {
        exchange: 'ringback',
        type: 'dial-leg',
        callId: MANAGER_CALL,
        role: 'manager',
        number: ANNA.number,
        lines: 1,
        ringTimeoutSeconds: 30,
        callerId: null,
        route: 0,
      },
    ]);
  });

  it('waits for word of the manager five seconds longer than the phone rings', () => {
    expect(accept().next).toMatchObject({ timerAt: '2026-11-20T10:00:35.000Z' });
  });

  it('writes the timeline that the rows of attempt and leg are made of', () => {
    expect(accept().timeline).toEqual([
      { type: 'lead-accepted' },
      { type: 'attempt-started', attempt: 1 },
      {
        type: 'leg-dialed',
        attempt: 1,
        callId: MANAGER_CALL,
        role: 'manager',
        number: ANNA.number,
        person: 'Anna',
        exchange: 'ringback',
        longestSeconds: 30 + 4 * 30 + 90 + 3600 + 60,
      },
    ]);
  });

  it.each([
    { refusals: { phone: 709 }, phone: null, code: 709, reason: 'a bad number' },
    { refusals: { phone: 718 }, phone: null, code: 718, reason: 'a number that is not allowed' },
    { refusals: { widgetOff: true }, phone: '+79160000000', code: 710, reason: 'a widget that is off' },
    { refusals: { phoneBlocked: 'limit' as const }, phone: '+79160000000', code: 667, reason: 'a blocked phone' },
    { refusals: { addressBlocked: 'limit' as const }, phone: '+79160000000', code: 668, reason: 'a blocked address' },
    { refusals: { chainUnfinished: true }, phone: '+79160000000', code: 706, reason: 'an unfinished chain' },
    { refusals: { reachedRecently: true }, phone: '+79160000000', code: 813, reason: 'a recent success' },
  ])('refuses the call with $code for $reason and rings nobody', ({ refusals, phone, code }) => {
    const { next, effects } = accept(refusals, buildLeadFacts({}, { phone }));
    expect(next).toMatchObject({ status: 'finished', result: { manager: code, visitor: 0 } });
    expect(effects).toEqual([
      { type: 'notify', event: 'lead.accepted' },
      { type: 'notify', event: 'call.finished' },
    ]);
  });

  it('never calls a lead without a phone, whatever else is said', () => {
    expect(accept({}, buildLeadFacts({}, { phone: null })).next).toMatchObject({
      result: { manager: 709, visitor: 0 },
    });
  });

  it('refuses with 703 when every manager has the number of the visitor', () => {
    expect(accept({}, buildLeadFacts(ownNumber)).next).toMatchObject({ result: { manager: 703, visitor: 0 } });
  });

  it.each(['79160000000', '89160000000'])('knows the own number also when it is written %s', (number) => {
    const lead = buildLeadFacts({ offices: [{ name: 'Sales', managers: [{ name: 'Anna', number }] }] });
    expect(accept({}, lead).next).toMatchObject({ result: { manager: 703, visitor: 0 } });
  });

  it('passes over a manager with the number of the visitor', () => {
    const lead = buildLeadFacts({}, { phone: ANNA.number });
    expect(accept({}, lead).next).toMatchObject({ legs: [{ place: { office: 0, manager: 1 } }] });
  });

  // Each row takes the reason of the row before it away.
  const called = { phoneBlocked: null, addressBlocked: null };
  const owned = buildLeadFacts(ownNumber);
  it.each([
    { first: 710, gone: {}, lead: buildLeadFacts(ownNumber, { phone: null }) },
    { first: 709, gone: { widgetOff: false }, lead: buildLeadFacts(ownNumber, { phone: null }) },
    { first: 718, gone: { widgetOff: false, phone: 718 }, lead: buildLeadFacts(ownNumber, { phone: null }) },
    { first: 667, gone: { widgetOff: false }, lead: owned },
    { first: 668, gone: { widgetOff: false, phoneBlocked: null }, lead: owned },
    { first: 703, gone: { widgetOff: false, ...called }, lead: owned },
    { first: 706, gone: { widgetOff: false, ...called }, lead: buildLeadFacts() },
    { first: 813, gone: { widgetOff: false, ...called, chainUnfinished: false }, lead: buildLeadFacts() },
  ])('names $first before the reasons that come after it', ({ first, gone, lead }) => {
    const all: Refusals = {
      widgetOff: true,
      phone: 709,
      phoneBlocked: 'widget-list',
      addressBlocked: 'widget-list',
      chainUnfinished: true,
      reachedRecently: true,
    };
    expect(accept({ ...all, ...gone }, lead).next).toMatchObject({ result: { manager: first, visitor: 0 } });
  });

  it.each(['widget-list', 'installation-list', 'limit'] as const)('says that a %s stands in the way', (blockedBy) => {
    const status = { manager: 667, visitor: 0 };
    expect(accept({ phoneBlocked: blockedBy }).timeline).toContainEqual({ type: 'not-called', status, blockedBy });
  });

  it('leaves a lead that is older than the freshness without a call, with the reason', () => {
    const { next, timeline } = accept({}, buildLeadFacts(), new Date('2026-11-20T10:15:01.000Z'));
    expect(next).toMatchObject({ status: 'finished', result: { manager: 200, visitor: 201 } });
    expect(timeline).toContainEqual({ type: 'too-old', minutes: 15 });
  });

  it('calls a lead that is just as old as the freshness', () => {
    expect(accept({}, buildLeadFacts(), new Date('2026-11-20T10:15:00.000Z')).next).toMatchObject({
      status: 'dialing-manager',
    });
  });
});
