import { describe, expect, it } from '@jest/globals';
import type { CallHistory } from '@ringback/db';
import type { ScenarioState } from '@ringback/scenario';

import {
  buildAccepted,
  buildCallHistory,
  buildSettings,
  NO_LIMITS,
  NOW,
  noEarlierCalls,
  secondsLater,
} from '../open-test-widget.ts';
import { decideLeads } from './decide-leads.ts';
import { EarlierCalls } from './earlier-calls.ts';

const PHONE = '+79160000001';
const settings = buildSettings({ letterTo: ['owner@shop.example'] });
const order = (submission = {}) => ({ accepted: buildAccepted({}, { phone: PHONE, ...submission }), settings });
const inProgress = { manager: 706, visitor: 0 };

function statesOf(group: ReturnType<typeof order>[], known: Partial<CallHistory> = {}): ScenarioState[] {
  const history = group.map(({ accepted: { leadId } }) => buildCallHistory({ leadId, ...known }));
  return decideLeads(group, new EarlierCalls(history, NO_LIMITS), NOW).map(({ decision }) => decision.transition.next);
}

describe('decideLeads', () => {
  it('begins a call for a submission, with the deliveries that follow from it', () => {
    const [lead] = decideLeads([order()], noEarlierCalls(), NOW);
    expect(lead?.decision).toMatchObject({ version: 1, at: NOW, transition: { next: { status: 'dialing-manager' } } });
    expect(lead?.decision.deliveries).toMatchObject([
      { kind: 'email', event: 'submission', target: 'owner@shop.example' },
    ]);
  });

  it('refuses with 706 the second of two orders of one phone in a group, and calls another phone', () => {
    const [first, second, third] = statesOf([order(), order(), order({ phone: '+79160000002' })]);
    expect(first).toMatchObject({ status: 'dialing-manager' });
    expect(second).toMatchObject({ status: 'finished', result: inProgress });
    expect(third).toMatchObject({ status: 'dialing-manager' });
  });

  it('does not let an order that is not called stand in the way of the next one', () => {
    const own = buildSettings({ offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: PHONE }] }] });
    const [first, second] = statesOf([{ ...order(), settings: own }, order()]);
    expect(first).toMatchObject({ status: 'finished', result: { manager: 703, visitor: 0 } });
    expect(second).toMatchObject({ status: 'dialing-manager' });
  });

  it('keeps the phones of two widgets apart', () => {
    const other = { ...order(), accepted: buildAccepted({ widgetId: crypto.randomUUID() }, { phone: PHONE }) };
    expect(statesOf([order(), other])).toMatchObject([{ status: 'dialing-manager' }, { status: 'dialing-manager' }]);
  });

  it('refuses with 706 while an earlier chain is unfinished', () => {
    expect(statesOf([order()], { chainUnfinished: true })).toMatchObject([{ status: 'finished', result: inProgress }]);
  });

  it.each([
    { ago: 599, status: 'finished' },
    { ago: 600, status: 'dialing-manager' },
  ])('is $status for an order $ago seconds after a success, with a repeat window of 600', ({ ago, status }) => {
    expect(statesOf([order()], { lastReachedAt: secondsLater(-ago) })).toMatchObject([{ status }]);
  });

  it('keeps and announces every lead without a phone', () => {
    const group = [1, 2].map(() => order({ phone: null, phoneRefusal: 709 }));
    const leads = decideLeads(group, noEarlierCalls(), NOW);
    for (const { decision } of leads) {
      expect(decision.transition.next).toMatchObject({ status: 'finished', result: { manager: 709, visitor: 0 } });
      expect(decision.deliveries).toMatchObject([{ event: 'submission' }]);
    }
  });
});
