import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { claimDial, recordLegEvents } from '@ringback/db';
import type { LegEvent } from '@ringback/scenario';
import type { LiveCall } from '@ringback/telephony';
import { createTestLogger } from '@ringback/test-kit';

import { NOW, openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { storeLead, type StoredLead } from '../store-lead.ts';
import { FakeTelephony } from './fake-telephony.ts';
import { reconcile } from './reconcile.ts';

let widget: TestWidget;
let telephony: FakeTelephony;
let told: LegEvent[];
beforeAll(async () => {
  widget = await openTestWidget();
});
beforeEach(async () => {
  await widget.db.prisma.lead.deleteMany();
  telephony = new FakeTelephony();
  told = [];
});
afterAll(() => widget.close());

async function storeDialed(): Promise<StoredLead> {
  const lead = await storeLead(widget);
  const dial = { callId: lead.managerCallId, role: 'manager', number: '+74950000001', lines: 9 } as const;
  expect(await claimDial(widget.db.prisma, dial, 'one', NOW)).toBe('claimed');
  return lead;
}

function run(at = secondsLater(10), dialsInFlight: string[] = []): Promise<void> {
  return reconcile({
    prisma: widget.db.prisma,
    exchange: 'ringback',
    telephony,
    reportLeg: (event) => {
      told.push(event);
      return Promise.resolve();
    },
    dialsInFlight: new Set(dialsInFlight),
    now: () => at,
    log: createTestLogger(),
  });
}

const alive = (callId: string, state: LiveCall['state']): LiveCall => ({ callId, state });

describe('reconcile', () => {
  it('has nothing to say when rows and exchange agree', async () => {
    const { managerCallId } = await storeDialed();
    telephony.live.push(alive(managerCallId, 'ringing'));
    await run();
    expect([told, telephony.orders]).toEqual([[], []]);
  });

  it('hears an answer that was missed', async () => {
    const { managerCallId: callId } = await storeDialed();
    telephony.live.push(alive(callId, 'answered'));
    await run();
    expect(told).toEqual([{ type: 'leg-answered', callId }]);
  });

  it('does not tell an answer again', async () => {
    const { managerCallId } = await storeDialed();
    await recordLegEvents(widget.db.prisma, [
      { event: { type: 'leg-answered', callId: managerCallId }, at: secondsLater(3) },
    ]);
    telephony.live.push(alive(managerCallId, 'answered'));
    await run();
    expect(told).toEqual([]);
  });

  it('ends a leg with an unknown cause that the exchange does not know', async () => {
    const { managerCallId: callId } = await storeDialed();
    await run();
    const ended = { type: 'leg-ended', callId, disposition: 'unknown', code: 720, cause: null, answeredAt: null };
    expect(told).toEqual([ended]);
  });

  it('remembers that a lost leg had been answered', async () => {
    const { managerCallId } = await storeDialed();
    await recordLegEvents(widget.db.prisma, [
      { event: { type: 'leg-answered', callId: managerCallId }, at: secondsLater(3) },
    ]);
    await run();
    expect(told).toMatchObject([{ disposition: 'answered', code: 200, answeredAt: secondsLater(3).toISOString() }]);
  });

  it('gives a leg that was claimed a moment ago time to arrive', async () => {
    await storeDialed();
    await run(secondsLater(1));
    expect(told).toEqual([]);
  });

  it('gives an order that this process is still giving all the time that it takes', async () => {
    const { managerCallId } = await storeDialed();
    await run(secondsLater(10), [managerCallId]);
    expect(told).toEqual([]);
  });

  it('hangs up a leg of ours that has no row, and touches no leg of others', async () => {
    const lost = '0190a000-0000-7000-8000-00000000ffff-a1-m1';
    telephony.live.push(alive(lost, 'ringing'), alive('SIP/trunk-00000001', 'answered'));
    await run();
    expect(telephony.orders).toEqual([`hang up ${lost}`]);
  });

  it('hangs up a leg that its scenario has gone on without', async () => {
    const { leadId, managerCallId } = await storeDialed();
    telephony.live.push(alive(managerCallId, 'ringing'));
    await widget.db.prisma.scenario.update({ where: { leadId }, data: { document: { status: 'scheduled' } } });
    await run();
    expect(telephony.orders).toEqual([`hang up ${managerCallId}`]);
  });

  it('removes a bridge of ours in which nobody talks, and leaves the others', async () => {
    const [talking, over] = [await storeDialed(), await storeDialed()];
    const document = { status: 'talking', attempt: 2, managerCallId: talking.managerCallId };
    await widget.db.prisma.scenario.update({ where: { leadId: talking.leadId }, data: { document } });
    const [earlier, now, left] = [`${talking.leadId}-a1-b`, `${talking.leadId}-a2-b`, `${over.leadId}-a1-b`];
    telephony.bridges.push(earlier, now, left, 'a-conference');
    telephony.live.push(alive(talking.managerCallId, 'ringing'), alive(over.managerCallId, 'ringing'));
    await run();
    expect(telephony.orders).toEqual([`remove ${earlier}`, `remove ${left}`]);
  });
});
