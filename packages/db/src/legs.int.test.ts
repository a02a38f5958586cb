import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LegEvent, LegRole, ScenarioState } from '@ringback/scenario';

import { buildNewLead, NOW, secondsLater } from './build-new-lead.ts';
import {
  callOffDial,
  claimDial,
  findOpenLegs,
  findUnheardLegEvents,
  giveBackDial,
  recordLegEvents,
  wasDialed,
  type DialClaim,
  type DialToClaim,
} from './legs.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';
import { changeSettings, saveWidget } from './widgets.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase({ poolSize: 12 });
});
beforeEach(async () => {
  await test.db.prisma.lead.deleteMany();
  await test.db.prisma.block.deleteMany();
});
afterAll(() => test.close());

const LIVES_SECONDS = 100;

/** A lead whose scenario waits for one leg that was just planned. */
async function planLeg(role: LegRole = 'manager', number = '+74950000001'): Promise<string> {
  const { accepted } = buildNewLead(test);
  const { leadId } = accepted;
  const managerCallId = `${leadId}-a1-m1`;
  const callId = role === 'manager' ? managerCallId : `${leadId}-a1-v2`;
  const common = {
    attempt: 1,
    legCount: 1,
    plannedAt: NOW.toISOString(),
    retries: 0,
    postponed: 0,
    rang: false,
    exchange: 'ringback',
    timerAt: secondsLater(35).toISOString(),
  };
  const ringing = { place: { office: 0, manager: 0 }, callId: managerCallId, ringing: false, route: 0 };
  const next: ScenarioState =
    role === 'manager'
      ? { ...common, status: 'dialing-manager', legs: [ringing], failed: null, visitorCallId: null }
      : { ...common, ...ringing, status: 'dialing-visitor', manager: ringing, visitorCallId: callId, connectBy: '' };
  const entry = { type: 'leg-dialed', attempt: 1, callId, role, number, person: null, exchange: 'ringback' } as const;
  const transition = { next, effects: [], timeline: [{ ...entry, longestSeconds: LIVES_SECONDS }] };
  await persistLeads(test.db.prisma, [buildNewLead({ ...test, leadId, transition })]);
  return callId;
}

function claim(callId: string, role: LegRole, number: string, lines = 1, at = NOW): Promise<DialClaim> {
  return claimDial(test.db.prisma, { callId, role, number, lines }, 'worker-1', at);
}

function tell(event: LegEvent, at: Date): Promise<void> {
  return recordLegEvents(test.db.prisma, [{ event, at }]);
}

const endOf = (callId: string) =>
  ({ type: 'leg-ended', callId, disposition: 'busy', code: 486, cause: 17, answeredAt: null }) as const;

describe('claimDial', () => {
  it('claims a planned leg once', async () => {
    const callId = await planLeg();
    expect(await wasDialed(test.db.prisma, callId)).toBe(false);
    expect(await claim(callId, 'manager', '+74950000001')).toBe('claimed');
    expect(await claim(callId, 'manager', '+74950000001', 5)).toBe('claimed-before');
    expect(await wasDialed(test.db.prisma, callId)).toBe(true);
    expect(await test.db.prisma.leg.findUniqueOrThrow({ where: { callId } })).toMatchObject({
      claimedAt: NOW,
      claimedBy: 'worker-1',
    });
  });

  it('gives exactly three lines to twenty claims at once', async () => {
    const callIds = await Promise.all(Array.from({ length: 20 }, () => planLeg('manager', '+74950000003')));
    const claims = await Promise.all(callIds.map((callId) => claim(callId, 'manager', '+74950000003', 3)));
    expect(claims.filter((answer) => answer === 'claimed')).toHaveLength(3);
    expect(claims.filter((answer) => answer === 'no-free-line')).toHaveLength(17);
  });

  it('lets one of twenty claims at once ring a visitor', async () => {
    const callIds = await Promise.all(Array.from({ length: 20 }, () => planLeg('visitor', '+79160000009')));
    const claims = await Promise.all(callIds.map((callId) => claim(callId, 'visitor', '+79160000009')));
    expect(claims.filter((answer) => answer === 'claimed')).toHaveLength(1);
    expect(claims.filter((answer) => answer === 'visitor-on-another-call')).toHaveLength(19);
  });

  it('gives the line on when the leg has ended', async () => {
    const [first, second] = [await planLeg(), await planLeg()];
    await claim(first, 'manager', '+74950000001');
    expect(await claim(second, 'manager', '+74950000001')).toBe('no-free-line');
    await tell(endOf(first), secondsLater(3));
    expect(await claim(second, 'manager', '+74950000001')).toBe('claimed');
  });

  it.each(['manager', 'visitor'] as const)(
    'ends a leg of a %s whose end was lost when it cannot live any more',
    async (role) => {
      const number = role === 'manager' ? '+74950000001' : '+79160000009';
      const [lost, next] = [await planLeg(role, number), await planLeg(role, number)];
      await claim(lost, role, number);
      expect(await claim(next, role, number, 1, secondsLater(LIVES_SECONDS - 1))).not.toBe('claimed');
      expect(await claim(next, role, number, 1, secondsLater(LIVES_SECONDS))).toBe('claimed');
      expect(await test.db.prisma.leg.findUniqueOrThrow({ where: { callId: lost } })).toMatchObject({
        endedAt: secondsLater(LIVES_SECONDS),
        disposition: 'unknown',
        code: 720,
      });
    },
  );

  it('keeps lines of managers and legs of visitors with the same number apart', async () => {
    const [asManager, asVisitor] = [await planLeg('manager', '+79160000009'), await planLeg('visitor', '+79160000009')];
    expect(await claim(asManager, 'manager', '+79160000009')).toBe('claimed');
    expect(await claim(asVisitor, 'visitor', '+79160000009')).toBe('claimed');
  });

  it('wants no leg that was called off', async () => {
    const callId = await planLeg();
    expect(await callOffDial(test.db.prisma, callId, NOW)).toBe(true);
    expect(await claim(callId, 'manager', '+74950000001')).toBe('not-wanted');
  });

  it('wants no leg that its scenario has gone on without', async () => {
    const callId = await planLeg();
    await test.db.prisma.scenario.updateMany({ data: { document: { status: 'scheduled' } } });
    expect(await claim(callId, 'manager', '+74950000001')).toBe('not-wanted');
  });

  it('wants no leg that was never planned', async () => {
    expect(await claim('nobody', 'manager', '+74950000001')).toBe('not-wanted');
  });

  it('takes a dial again that was given back', async () => {
    const callId = await planLeg();
    await claim(callId, 'manager', '+74950000001');
    await giveBackDial(test.db.prisma, callId);
    expect(await claim(callId, 'manager', '+74950000001')).toBe('claimed');
  });
});

/** Blocks a phone for the test's widget, for another one, or for the installation. */
async function block(owner: 'widget' | 'other' | 'installation', phone: string): Promise<void> {
  const { db, accountId, widgetId } = test;
  const hash = '0'.repeat(32);
  const settings = { sites: ['x.example'], offices: [{ name: 'A', managers: [{ name: 'B', number: '100' }] }] };
  if (owner === 'other') await saveWidget(db.prisma, { accountId, hash, name: 'Other', settings });
  const other = await db.prisma.widget.findUnique({ where: { hash } });
  const owners = { widget: widgetId, other: other?.id ?? null, installation: null };
  await db.prisma.block.create({ data: { widgetId: owners[owner], phone } });
}

async function allow(phone: { countries: string[]; numberTypes: string[] }): Promise<void> {
  const { db, accountId, widgetHash: hash } = test;
  await changeSettings(db.prisma, { accountId, hash }, (settings) => ({ ...settings, phone }));
}

describe('the numbers that claimDial looks at again', () => {
  it.each([
    ['manager', '+74951234567', '+74951234567'],
    ['manager', '84951234567', '+74951234567'],
    ['manager', '74951234567', '+7495*'],
    ['visitor', '+79160000009', '+79160000009'],
    ['visitor', '+79160000009', '+7916*'],
  ] as const)('refuses a %s at %s when %s was blocked after the decision', async (role, number, phone) => {
    const callId = await planLeg(role, number);
    await block('widget', phone);
    expect(await claim(callId, role, number)).toBe('number-blocked');
    expect(await wasDialed(test.db.prisma, callId)).toBe(false);
    await test.db.prisma.block.deleteMany();
    expect(await claim(callId, role, number)).toBe('claimed');
  });

  it('reads the list of the installation', async () => {
    const callId = await planLeg('visitor', '+79160000009');
    await block('installation', '+79*');
    expect(await claim(callId, 'visitor', '+79160000009')).toBe('number-blocked');
  });

  it.each([
    ['the list of another widget', 'other', '+79160000009'],
    ['another phone', 'widget', '+79160000008'],
  ] as const)('does not mind %s', async (_what, owner, phone) => {
    const callId = await planLeg('visitor', '+79160000009');
    await block(owner, phone);
    expect(await claim(callId, 'visitor', '+79160000009')).toBe('claimed');
  });

  it('takes the internal number of a manager for nobody at all', async () => {
    const callId = await planLeg('manager', '101');
    await block('installation', '+1*');
    expect(await claim(callId, 'manager', '101')).toBe('claimed');
  });

  it('refuses a visitor of a country or kind that the widget has closed meanwhile', async () => {
    const number = '+79160000009';
    const callId = await planLeg('visitor', number);
    await allow({ countries: ['KZ'], numberTypes: ['MOBILE'] });
    expect(await claim(callId, 'visitor', number)).toBe('number-not-allowed');
    await allow({ countries: ['KZ', 'RU'], numberTypes: ['FIXED_LINE'] });
    expect(await claim(callId, 'visitor', number)).toBe('number-not-allowed');
    await allow({ countries: ['KZ', 'RU'], numberTypes: ['FIXED_LINE', 'MOBILE'] });
    expect(await claim(callId, 'visitor', number)).toBe('claimed');
  });

  it('refuses a number of a visitor that does not exist', async () => {
    const callId = await planLeg('visitor', '+7916');
    expect(await claim(callId, 'visitor', '+7916')).toBe('number-not-allowed');
  });

  it('lets managers be anywhere', async () => {
    const callId = await planLeg('manager', '+12125550123');
    expect(await claim(callId, 'manager', '+12125550123')).toBe('claimed');
  });
});

describe('the budgets that claimDial keeps', () => {
  const HOUR = 3600;
  const NONE = { callsPerHour: 0, callsPerDay: 0 };
  beforeEach(async () => {
    await test.db.prisma.callCount.deleteMany();
    await limitWidget(NONE);
  });

  async function limitWidget(budget: typeof NONE): Promise<void> {
    const { db, accountId, widgetHash: hash } = test;
    await changeSettings(db.prisma, { accountId, hash }, (settings) => ({ ...settings, budget }));
  }

  /** Claims the first leg of another attempt. */
  async function begin(atSeconds = 0, budget = NONE): Promise<DialClaim> {
    const dial = { callId: await planLeg(), role: 'manager', number: '+74950000001', lines: 1000 } as const;
    return claimDial(test.db.prisma, dial, 'worker-1', secondsLater(atSeconds), budget);
  }

  it('begins as many attempts in an hour as the widget says, however many come at once', async () => {
    await limitWidget({ callsPerHour: 3, callsPerDay: 0 });
    const claims = await Promise.all(Array.from({ length: 10 }, () => begin()));
    expect(claims.filter((answer) => answer === 'claimed')).toHaveLength(3);
    expect(claims.filter((answer) => answer === 'budget-reached')).toHaveLength(7);
    expect(await begin(HOUR - 1)).toBe('budget-reached');
    expect(await begin(HOUR)).toBe('claimed');
  });

  it('begins as many in 24 hours as the installation says', async () => {
    const budget = { callsPerHour: 0, callsPerDay: 2 };
    const claims = [await begin(0, budget), await begin(5 * HOUR, budget), await begin(23 * HOUR, budget)];
    expect(claims).toEqual(['claimed', 'claimed', 'budget-reached']);
    expect(await begin(24 * HOUR, budget)).toBe('claimed');
  });

  it('counts an attempt once, and lets one that has begun go on', async () => {
    await limitWidget({ callsPerHour: 1, callsPerDay: 0 });
    const callId = await planLeg('visitor', '+79160000009');
    const leg = { leadId: callId.slice(0, 36), attempt: 1, role: 'manager', number: '101', plannedAt: NOW };
    await test.db.prisma.leg.create({ data: { ...leg, callId: `${leg.leadId}-a1-m1`, liveUntil: secondsLater(100) } });
    expect(await claim(`${leg.leadId}-a1-m1`, 'manager', '101')).toBe('claimed');
    expect(await claim(callId, 'visitor', '+79160000009')).toBe('claimed');
    expect(await test.db.prisma.callCount.findMany()).toMatchObject([{ count: 1 }]);
  });

  it('counts no attempt whose order never went out', async () => {
    const ofAll = { callsPerHour: 0, callsPerDay: 1 };
    await limitWidget({ callsPerHour: 1, callsPerDay: 0 });
    const dial = { callId: await planLeg(), role: 'manager', number: '+74950000001', lines: 1000 } as const;
    const { leadId, ...leg } = { leadId: dial.callId.slice(0, 36), attempt: 1, role: 'manager', number: '101' };
    const other = { ...dial, callId: `${leadId}-a1-m2`, number: '101' };
    await test.db.prisma.leg.create({
      data: { ...leg, leadId, callId: other.callId, plannedAt: NOW, liveUntil: secondsLater(100) },
    });
    const legs = [{ place: { office: 0, manager: 0 }, callId: dial.callId }, { callId: other.callId }];
    await test.db.prisma.scenario.update({ where: { leadId }, data: { document: { legs } } });
    const claimIt = (one: DialToClaim): Promise<DialClaim> =>
      claimDial(test.db.prisma, one, 'worker-1', secondsLater(1), ofAll);
    expect([await claimIt(dial), await claimIt(other)]).toEqual(['claimed', 'claimed']);
    await giveBackDial(test.db.prisma, dial.callId);
    expect(await begin(2, ofAll)).toBe('budget-reached');
    await giveBackDial(test.db.prisma, other.callId);
    expect(await claimIt(dial)).toBe('claimed');
    expect(await test.db.prisma.callCount.findMany()).toMatchObject([{ count: 1 }, { count: 1 }]);
  });

  it('counts nothing where nothing is limited', async () => {
    await begin();
    expect(await test.db.prisma.callCount.count()).toBe(0);
  });
});

describe('callOffDial', () => {
  it('comes too late for a leg that was claimed', async () => {
    const callId = await planLeg();
    await claim(callId, 'manager', '+74950000001');
    expect(await callOffDial(test.db.prisma, callId, NOW)).toBe(false);
  });
});

describe('the row of a leg', () => {
  it('keeps the first word about its answer and its end', async () => {
    const callId = await planLeg();
    await tell({ type: 'leg-answered', callId }, secondsLater(3));
    await tell({ type: 'leg-answered', callId }, secondsLater(4));
    const end = { ...endOf(callId), disposition: 'answered', code: 200, answeredAt: secondsLater(2).toISOString() };
    await tell(end, secondsLater(9));
    await tell(endOf(callId), secondsLater(10));
    expect(await test.db.prisma.leg.findUniqueOrThrow({ where: { callId } })).toMatchObject({
      answeredAt: secondsLater(3),
      endedAt: secondsLater(9),
      disposition: 'answered',
      code: 200,
    });
  });

  it('learns of an answer from the end when the answer itself was lost', async () => {
    const callId = await planLeg();
    const end = { ...endOf(callId), disposition: 'answered', code: 200, answeredAt: secondsLater(2).toISOString() };
    await tell(end, secondsLater(9));
    expect(await test.db.prisma.leg.findUniqueOrThrow({ where: { callId } })).toMatchObject({
      answeredAt: secondsLater(2),
    });
  });

  it('remembers a machine beyond the end of the leg', async () => {
    const callId = await planLeg();
    await tell({ type: 'machine-detected', callId }, NOW);
    await tell({ ...endOf(callId), disposition: 'answered' }, secondsLater(9));
    expect(await test.db.prisma.leg.findUniqueOrThrow({ where: { callId } })).toMatchObject({ disposition: 'machine' });
  });
});

describe('findOpenLegs', () => {
  it('finds legs that may be alive, and whether anybody waits for them', async () => {
    const [planned, awaited, left, ended] = [
      await planLeg('manager', '+1'),
      await planLeg('manager', '+2'),
      await planLeg('manager', '+3'),
      await planLeg('manager', '+4'),
    ];
    await claim(awaited, 'manager', '+2');
    await claim(left, 'manager', '+3');
    await claim(ended, 'manager', '+4');
    await tell(endOf(ended), NOW);
    await test.db.prisma.scenario.update({ where: { leadId: left.slice(0, 36) }, data: { document: {} } });
    const open = await findOpenLegs(test.db.prisma, 'ringback');
    expect(open.map(({ callId }) => callId)).not.toContain(planned);
    expect(new Map(open.map(({ callId, awaited: isAwaited }) => [callId, isAwaited]))).toEqual(
      new Map([
        [awaited, true],
        [left, false],
      ]),
    );
  });
});

describe('findUnheardLegEvents', () => {
  const find = (seconds: number): ReturnType<typeof findUnheardLegEvents> =>
    findUnheardLegEvents(test.db.prisma, secondsLater(seconds), 10);

  it('finds an answer that the scenario still waits for', async () => {
    const callId = await planLeg();
    await tell({ type: 'leg-answered', callId }, secondsLater(3));
    expect(await find(3)).toEqual([]);
    expect(await find(4)).toEqual([
      { leadId: callId.slice(0, 36), at: secondsLater(3), event: { type: 'leg-answered', callId } },
    ]);
  });

  it('does not tell a scenario again of an answer that it has heard', async () => {
    const callId = await planLeg();
    await tell({ type: 'leg-answered', callId }, secondsLater(3));
    await test.db.prisma.scenario.updateMany({ data: { document: { status: 'briefing', managerCallId: callId } } });
    expect(await find(60)).toEqual([]);
  });

  it('finds an end with all that is known of the leg', async () => {
    const callId = await planLeg('visitor', '+79160000009');
    await tell({ type: 'leg-answered', callId }, secondsLater(3));
    await tell({ type: 'machine-detected', callId }, NOW);
    await tell({ ...endOf(callId), code: 200, cause: 16 }, secondsLater(9));
    expect(await find(10)).toEqual([
      {
        leadId: callId.slice(0, 36),
        at: secondsLater(9),
        event: {
          type: 'leg-ended',
          callId,
          disposition: 'machine',
          code: 200,
          cause: 16,
          answeredAt: secondsLater(3).toISOString(),
        },
      },
    ]);
  });

  it('leaves out legs that the scenario has nothing to do with any more', async () => {
    const callId = await planLeg();
    await tell(endOf(callId), secondsLater(3));
    await test.db.prisma.scenario.updateMany({ data: { document: { status: 'briefing', managerCallId: 'another' } } });
    expect(await find(60)).toEqual([]);
  });
});
