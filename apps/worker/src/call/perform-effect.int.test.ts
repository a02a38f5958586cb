import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changeSettings, claimDial, markEffectsDone, saveTransition, type LegEnd } from '@ringback/db';
import { bridgeIdOf, type CallEffect } from '@ringback/scenario';
import { DialRefusedError, ExchangeUnreachableError } from '@ringback/telephony';
import { createTestLogger } from '@ringback/test-kit';

import { NOW, openTestWidget, type TestWidget } from '../open-test-widget.ts';
import { storeLead, type StoredLead } from '../store-lead.ts';
import { FakeTelephony } from './fake-telephony.ts';
import { keepOwnLegs, type OwnLegs } from './own-legs.ts';
import { createEffectPerformer, type EffectPerformer } from './perform-effect.ts';

let widget: TestWidget;
let telephony: FakeTelephony;
let isLinkUp: boolean;
let refused: string[];
let ended: LegEnd[];
let dialsInFlight: Map<string, Promise<void>>;
let ownLegs: OwnLegs;
let performEffect: EffectPerformer['perform'];

beforeAll(async () => {
  widget = await openTestWidget();
});
beforeEach(async () => {
  await widget.db.prisma.lead.deleteMany();
  telephony = new FakeTelephony();
  isLinkUp = true;
  refused = [];
  ended = [];
  dialsInFlight = new Map();
  ownLegs = keepOwnLegs();
  performEffect = open().perform;
});
afterAll(() => widget.close());

function open(): EffectPerformer {
  const { prisma } = widget.db;
  return createEffectPerformer({
    prisma,
    exchange: 'ringback',
    telephony,
    claimDial: (dial) => claimDial(prisma, dial, 'one', NOW),
    dialsInFlight,
    ownLegs,
    isLinkUp: () => isLinkUp,
    onDialRefused: (_leadId, callId, reason) => {
      refused.push(`${callId} ${reason}`);
      return Promise.resolve();
    },
    onLegEnded: (end) => {
      ended.push(end);
      return Promise.resolve();
    },
    markDone: (effectId) => markEffectsDone(prisma, [effectId], NOW),
    now: () => NOW,
    log: createTestLogger(),
  });
}

const isDone = async (id: string): Promise<boolean> =>
  (await widget.db.prisma.effect.findUniqueOrThrow({ where: { id } })).doneAt !== null;

/** A row that gives an order for the lead. */
async function order({ leadId }: StoredLead, effect: CallEffect): Promise<string> {
  const { version, document } = await widget.db.prisma.scenario.findUniqueOrThrow({ where: { leadId } });
  const next = document as never;
  const transition = { next, effects: [effect], timeline: [] };
  await saveTransition(widget.db.prisma, { leadId, version: version + 1, transition, deliveries: [], at: NOW });
  return `${leadId}-v${version + 1}-e0`;
}

describe('performEffect', () => {
  it('dials a leg once, however often it is told to', async () => {
    const { dialEffectId, managerCallId } = await storeLead(widget);
    await Promise.all([performEffect(dialEffectId), performEffect(dialEffectId), open().perform(dialEffectId)]);
    await performEffect(dialEffectId);
    expect(telephony.orders).toEqual([`dial ${managerCallId}`]);
    expect(await isDone(dialEffectId)).toBe(true);
  });

  it('does not dial again what was claimed by a process that died before it could say so', async () => {
    const { dialEffectId, managerCallId } = await storeLead(widget);
    const dial = { callId: managerCallId, role: 'manager', number: '+74950000001', lines: 1 } as const;
    await claimDial(widget.db.prisma, dial, 'dead', NOW);
    await performEffect(dialEffectId);
    expect(telephony.orders).toEqual([]);
    expect(await isDone(dialEffectId)).toBe(true);
  });

  it('leaves everything to later while no events flow', async () => {
    const { dialEffectId } = await storeLead(widget);
    isLinkUp = false;
    await performEffect(dialEffectId);
    expect(telephony.orders).toEqual([]);
    expect(await isDone(dialEffectId)).toBe(false);
  });

  it('tells the scenario when the manager has no free line', async () => {
    const [first, second] = [await storeLead(widget), await storeLead(widget)];
    await performEffect(first.dialEffectId);
    await performEffect(second.dialEffectId);
    expect(telephony.orders).toEqual([`dial ${first.managerCallId}`]);
    expect(refused).toEqual([`${second.managerCallId} no-free-line`]);
    expect(await isDone(second.dialEffectId)).toBe(true);
  });

  it('rings no number that was blocked meanwhile, and tells the scenario', async () => {
    const { dialEffectId, managerCallId } = await storeLead(widget);
    const { id } = await widget.db.prisma.block.create({ data: { phone: '+74950000001' } });
    await performEffect(dialEffectId);
    await widget.db.prisma.block.delete({ where: { id } });
    expect(telephony.orders).toEqual([]);
    expect(refused).toEqual([`${managerCallId} number-blocked`]);
    expect(await isDone(dialEffectId)).toBe(true);
  });

  it('rings no visitor whose country the widget has closed meanwhile, and tells the scenario', async () => {
    const { db, widgetHash: hash } = widget;
    const lead = await storeLead(widget);
    const { leadId } = lead;
    const [callId, number] = [`${leadId}-a1-v2`, '+79160000009'];
    const dial = {
      callId,
      role: 'visitor',
      number,
      lines: 1,
      ringTimeoutSeconds: 30,
      callerId: null,
      route: 0,
    } as const;
    const dialEffectId = await order(lead, { exchange: 'ringback', type: 'dial-leg', ...dial });
    const leg = { callId, leadId, attempt: 1, role: 'visitor', number, plannedAt: NOW, liveUntil: NOW };
    await db.prisma.leg.create({ data: leg });
    await db.prisma.scenario.update({ where: { leadId }, data: { document: { visitorCallId: callId } } });
    const { accountId } = await db.prisma.widget.findUniqueOrThrow({ where: { hash } });
    const phone = { countries: ['KZ'], numberTypes: ['MOBILE'] };
    await changeSettings(db.prisma, { accountId, hash }, (settings) => ({ ...settings, phone }));
    await performEffect(dialEffectId);
    expect(telephony.orders).toEqual([]);
    expect(refused).toEqual([`${callId} number-not-allowed`]);
    expect(await isDone(dialEffectId)).toBe(true);
  });

  it('rings nobody for a scenario that has gone on meanwhile', async () => {
    const { leadId, dialEffectId } = await storeLead(widget);
    await widget.db.prisma.scenario.update({ where: { leadId }, data: { document: { status: 'scheduled' } } });
    await performEffect(dialEffectId);
    expect([telephony.orders, refused]).toEqual([[], []]);
    expect(await isDone(dialEffectId)).toBe(true);
  });

  it('ends the leg with the code of an exchange that says no', async () => {
    const { dialEffectId, managerCallId } = await storeLead(widget);
    telephony.onDial = ({ callId }) => Promise.reject(new DialRefusedError(callId, 503, 'no'));
    await performEffect(dialEffectId);
    expect(ended).toMatchObject([{ callId: managerCallId, code: 503, disposition: 'failed', answeredAt: null }]);
    expect(await isDone(dialEffectId)).toBe(true);
  });

  it('never repeats a dial of which nobody knows whether it arrived', async () => {
    const { dialEffectId, managerCallId } = await storeLead(widget);
    telephony.onDial = () => Promise.reject(new ExchangeUnreachableError('no answer'));
    await performEffect(dialEffectId);
    await performEffect(dialEffectId);
    expect(telephony.orders).toEqual([`dial ${managerCallId}`]);
  });

  it('gives a dial back that surely never left, and sends it later', async () => {
    const { dialEffectId, managerCallId } = await storeLead(widget);
    telephony.onDial = () => Promise.reject(new ExchangeUnreachableError('no socket', { neverSent: true }));
    await expect(performEffect(dialEffectId)).rejects.toThrow('no socket');
    telephony.onDial = () => Promise.resolve();
    await performEffect(dialEffectId);
    expect(telephony.orders).toEqual([`dial ${managerCallId}`, `dial ${managerCallId}`]);
    expect(await isDone(dialEffectId)).toBe(true);
  });

  it('says which dials are on their way', async () => {
    const { dialEffectId, managerCallId } = await storeLead(widget);
    telephony.onDial = () => {
      expect([...dialsInFlight.keys()]).toEqual([managerCallId]);
      return Promise.resolve();
    };
    await performEffect(dialEffectId);
    expect(dialsInFlight.size).toBe(0);
  });

  it('calls off a dial that has not gone out instead of hanging up', async () => {
    const lead = await storeLead(widget);
    await performEffect(
      await order(lead, { exchange: 'ringback', type: 'hang-up', callId: lead.managerCallId, reason: 'normal' }),
    );
    await performEffect(lead.dialEffectId);
    expect(telephony.orders).toEqual([]);
  });

  it('hangs up a leg that was dialled', async () => {
    const lead = await storeLead(widget);
    await performEffect(lead.dialEffectId);
    await performEffect(
      await order(lead, { exchange: 'ringback', type: 'hang-up', callId: lead.managerCallId, reason: 'normal' }),
    );
    expect(telephony.orders).toEqual([`dial ${lead.managerCallId}`, `hang up ${lead.managerCallId}`]);
  });

  /** One of the dial that is under way, and the order to hang up that comes meanwhile. */
  async function hangUpMeanwhile(): Promise<{
    lead: StoredLead;
    answer: PromiseWithResolvers<void>;
    both: Promise<unknown>;
  }> {
    const lead = await storeLead(widget);
    const { dialEffectId, managerCallId: callId } = lead;
    const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    telephony.onDial = () => {
      asked.resolve();
      return answer.promise;
    };
    const dialled = performEffect(dialEffectId);
    await asked.promise;
    const hangUp = await order(lead, { exchange: 'ringback', type: 'hang-up', callId, reason: 'normal' });
    const hungUp = performEffect(hangUp);
    // Long enough for an order that would not wait.
    await sleep(100);
    expect(telephony.orders).toEqual([`dial ${callId}`]);
    return { lead, answer, both: Promise.allSettled([dialled, hungUp]) };
  }

  it('hangs up a leg that is being dialled as soon as the exchange knows it', async () => {
    const { lead, answer, both } = await hangUpMeanwhile();
    answer.resolve();
    await both;
    expect(telephony.orders).toEqual([`dial ${lead.managerCallId}`, `hang up ${lead.managerCallId}`]);
  });

  it('calls off a dial that was to be hung up and came back', async () => {
    const { lead, answer, both } = await hangUpMeanwhile();
    answer.reject(new ExchangeUnreachableError('no socket', { neverSent: true }));
    await both;
    await performEffect(lead.dialEffectId);
    expect(telephony.orders).toEqual([`dial ${lead.managerCallId}`]);
  });

  it('has nothing to hang up once the leg has told its end', async () => {
    const lead = await storeLead(widget);
    await performEffect(lead.dialEffectId);
    ownLegs.set(lead.managerCallId, 'ended');
    const effectId = await order(lead, {
      exchange: 'ringback',
      type: 'hang-up',
      callId: lead.managerCallId,
      reason: 'normal',
    });
    await performEffect(effectId);
    expect(telephony.orders).toEqual([`dial ${lead.managerCallId}`]);
    expect(await isDone(effectId)).toBe(true);
  });

  it.each<[CallEffect, string]>([
    [
      { exchange: 'ringback', type: 'play-prompt', callId: 'm', playbackId: 'p', text: 'Hello', language: 'en' },
      'play p to m',
    ],
    [
      { exchange: 'ringback', type: 'bridge-legs', bridgeId: 'b', callIds: ['m', 'v'], recordingId: null },
      'bridge b of m and v',
    ],
    [{ exchange: 'ringback', type: 'send-digits', callId: 'm', digits: '12', afterSeconds: 2 }, 'press 12 on m'],
    [{ exchange: 'ringback', type: 'remove-bridge', bridgeId: 'b' }, 'remove b'],
  ])('carries out $type and notes that it is done', async (effect, expected) => {
    const id = await order(await storeLead(widget), effect);
    await performEffect(id);
    await performEffect(id);
    expect(telephony.orders).toEqual([expected]);
  });

  it('records a talk that the widget wants recorded', async () => {
    const lead = await storeLead(widget);
    const bridgeId = bridgeIdOf(lead.leadId, 2);
    const effect = { exchange: 'ringback', type: 'bridge-legs', bridgeId, recordingId: `${bridgeId}-r` } as const;
    await performEffect(await order(lead, { ...effect, callIds: ['m', 'v'] }));
    expect(telephony.orders).toEqual([`bridge ${bridgeId} of m and v`, `record ${bridgeId} as ${bridgeId}-r`]);
    expect(await widget.db.prisma.recording.findMany()).toMatchObject([
      { leadId: lead.leadId, attempt: 2, exchange: 'ringback', name: `${bridgeId}-r`, key: null, fetchAt: NOW },
    ]);
  });
});
