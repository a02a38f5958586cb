import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { buildNewLead, NOW, secondsLater } from './build-new-lead.ts';
import { findCallHistory, type CallHistory, type CallRequest, type CallsCounted } from './call-history.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';
import { saveWidget } from './widgets.ts';

const HOUR_AGO: CallsCounted = { callsSince: secondsLater(-3600), phonesSince: secondsLater(-3600) };

let test: OpenTestDatabase;
let otherWidgetId: string;
beforeAll(async () => {
  test = await openTestDatabase();
  const { prisma } = test.db;
  const { document: settings } = await prisma.widgetSettings.findFirstOrThrow();
  const hash = 'b'.repeat(32);
  await saveWidget(prisma, { accountId: test.accountId, hash, name: 'Other', settings });
  otherWidgetId = (await prisma.widget.findUniqueOrThrow({ where: { hash } })).id;
});
afterAll(() => test.close());

async function ask(request: Partial<CallRequest>, counted = HOUR_AGO): Promise<CallHistory | undefined> {
  const { widgetId } = test;
  const given = { leadId: randomUUID(), widgetId, phone: null, ip: null, sender: null, ...request };
  const [found] = await findCallHistory(test.db.prisma, [given], counted);
  return found;
}

/** A call that was ordered `secondsAgo`. */
async function call(
  phone: string,
  { widgetId = test.widgetId, ip = '192.0.2.1', secondsAgo = 60 } = {},
): Promise<string> {
  const lead = buildNewLead({ accountId: test.accountId, widgetId, submission: { phone } });
  lead.accepted.ip = ip;
  lead.decision.at = secondsLater(-secondsAgo);
  await persistLeads(test.db.prisma, [lead]);
  return lead.accepted.leadId;
}

async function finish(leadId: string, statusManager: number, statusVisitor: number): Promise<void> {
  const data = { finishedAt: NOW, statusManager, statusVisitor };
  await test.db.prisma.scenario.update({ where: { leadId }, data });
}

describe('findCallHistory', () => {
  it('knows nothing against a phone and an address that it has never heard of', async () => {
    const leadId = randomUUID();
    expect(await ask({ leadId, phone: '+79990000001', ip: '203.0.113.9', sender: '203.0.113.9' })).toEqual({
      leadId,
      widgetOff: false,
      phoneBlockedBy: null,
      addressBlockedBy: null,
      chainUnfinished: false,
      lastReachedAt: null,
      phoneCalls: 0,
      senderPhones: [],
    });
    expect(await findCallHistory(test.db.prisma, [], HOUR_AGO)).toEqual([]);
  });

  it('tells an unfinished chain and the last success of a phone in its widget, and no failure', async () => {
    const phone = '+79990000002';
    await finish(await call(phone), 200, 200);
    await finish(await call(phone), 486, 0);
    expect(await ask({ phone })).toMatchObject({ chainUnfinished: false, lastReachedAt: NOW });
    await call(phone);
    expect(await ask({ phone })).toMatchObject({ chainUnfinished: true, lastReachedAt: NOW });
    expect(await ask({ phone, widgetId: otherWidgetId })).toMatchObject({
      chainUnfinished: false,
      lastReachedAt: null,
    });
  });

  it('counts the calls to a phone over all widgets, as far back as it is asked', async () => {
    const phone = '+79990000003';
    await call(phone, { secondsAgo: 4000 });
    await call(phone, { widgetId: otherWidgetId });
    expect(await ask({ phone })).toMatchObject({ phoneCalls: 1 });
    expect(await ask({ phone }, { ...HOUR_AGO, callsSince: secondsLater(-5000) })).toMatchObject({ phoneCalls: 2 });
    expect(await ask({ phone }, { callsSince: null, phonesSince: null })).toMatchObject({ phoneCalls: 0 });
  });

  it('counts no lead that was never called', async () => {
    const phone = '+79990000004';
    const lead = buildNewLead({ ...test, submission: { phone } });
    lead.decision.transition.next = {
      status: 'finished',
      attempt: 0,
      result: { manager: 667, visitor: 0 },
      talkSeconds: null,
      short: false,
    };
    await persistLeads(test.db.prisma, [lead]);
    expect(await ask({ phone, sender: '192.0.2.1' })).toMatchObject({ phoneCalls: 0 });
  });

  it('lists the phones that a sender has ordered calls to, each once', async () => {
    const ip = '2001:db8:1:2::5';
    await finish(await call('+79990000005', { ip }), 486, 0);
    await call('+79990000005', { ip: '2001:db8:1:2::6' });
    await call('+79990000006', { ip });
    await call('+79990000007', { ip: '2001:db8:1:3::5' });
    const found = await ask({ sender: '2001:db8:1:2::/64' });
    expect(found?.senderPhones.toSorted()).toEqual(['+79990000005', '+79990000006']);
  });

  it.each([
    { phone: '+79991112233', pattern: '+79991112233', blocked: true },
    { phone: '+79991112244', pattern: '+7999111224*', blocked: true },
    { phone: '+79991112255', pattern: '+7*', blocked: true },
    { phone: '+79991112266', pattern: '+799911122', blocked: false },
    { phone: '+79991112277', pattern: '%', blocked: false },
  ])('finds $phone blocked by $pattern: $blocked', async ({ phone, pattern, blocked }) => {
    const { id } = await test.db.prisma.block.create({ data: { phone: pattern } });
    expect(await ask({ phone })).toMatchObject({ phoneBlockedBy: blocked ? 'installation' : null });
    await test.db.prisma.block.delete({ where: { id } });
  });

  it.each([
    { ip: '203.0.113.9', network: '203.0.113.9', blocked: true },
    { ip: '203.0.113.9', network: '203.0.113.0/24', blocked: true },
    { ip: '203.0.114.9', network: '203.0.113.0/24', blocked: false },
    { ip: '2001:db8::5', network: '2001:db8::/32', blocked: true },
    { ip: '2001:db9::5', network: '2001:db8::/32', blocked: false },
    { ip: '203.0.113.9', network: '::/0', blocked: false },
    { ip: null, network: '0.0.0.0/0', blocked: false },
  ])('finds $ip blocked by $network: $blocked', async ({ ip, network, blocked }) => {
    const { id } = await test.db.prisma.block.create({ data: { network } });
    expect(await ask({ ip })).toMatchObject({ addressBlockedBy: blocked ? 'installation' : null });
    await test.db.prisma.block.delete({ where: { id } });
  });

  it("goes by the widget's own list and that of the installation, and by no other widget's", async () => {
    const { prisma } = test.db;
    const phone = '+79993334455';
    await prisma.block.create({ data: { phone, widgetId: otherWidgetId } });
    expect(await ask({ phone })).toMatchObject({ phoneBlockedBy: null });
    await prisma.block.create({ data: { phone } });
    expect(await ask({ phone })).toMatchObject({ phoneBlockedBy: 'installation' });
    expect(await ask({ phone, widgetId: otherWidgetId })).toMatchObject({ phoneBlockedBy: 'widget' });
  });

  it('tells that a widget was switched off', async () => {
    const { prisma } = test.db;
    await prisma.widget.update({ where: { id: otherWidgetId }, data: { enabled: false } });
    expect(await ask({ widgetId: otherWidgetId })).toMatchObject({ widgetOff: true });
    await prisma.widget.update({ where: { id: otherWidgetId }, data: { enabled: true } });
  });
});
