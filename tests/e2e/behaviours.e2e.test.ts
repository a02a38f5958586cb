import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cancelLead } from '@ringback/db';
import { formatStatus } from '@ringback/scenario';
import { waitFor } from '@ringback/test-kit';

import { openTestStand, type TestStand } from './test-stand.ts';

/** The last two digits say how the simulated phone behaves; the status that comes of it on either leg. */
const BEHAVIOURS = [
  { digits: '01', does: 'is busy', manager: '486/0', visitor: '200/486' },
  { digits: '02', does: 'never answers', manager: '487/0', visitor: '200/487' },
  { digits: '03', does: 'declines', manager: '603/0', visitor: '200/603' },
  { digits: '04', does: 'does not exist', manager: '404/0', visitor: '200/404' },
  { digits: '05', does: 'is unavailable', manager: '480/0', visitor: '200/480' },
  { digits: '06', does: 'meets a carrier fault', manager: '503/0', visitor: '200/503' },
  { digits: '07', does: 'answers and hangs up', manager: '200/0', visitor: '200/200' },
  { digits: '08', does: 'is a machine', manager: '487/0', visitor: '200/199' },
  { digits: '09', does: 'presses the cancel key', manager: '200/708', visitor: '200/200' },
  { digits: '10', does: 'answers and talks', manager: '200/200', visitor: '200/200' },
] as const;

const manager = (number: string): object => ({
  offices: [{ name: 'Sales', managers: [{ name: 'Anna', number, lines: 50 }] }],
});

describe('a lead whose leg', () => {
  let stand: TestStand;
  let widget: string;
  beforeAll(async () => {
    stand = await openTestStand();
    await stand.startWorker();
    widget = await stand.addWidget();
  });
  afterAll(() => stand.close());

  it.each(BEHAVIOURS)('to the manager $does ends $manager', async ({ digits, manager: expected }) => {
    const own = await stand.addWidget(manager(`+749500000${digits}`));
    const id = await stand.submit(own, { phone: `+7916111${digits}10` });
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished');
    expect(lead.status && formatStatus(lead.status)).toBe(expected);
    expect(lead.timeline.at(-1)?.text).toContain(expected);
  });

  it.each(BEHAVIOURS)('to the visitor $does ends $visitor', async ({ digits, visitor: expected }) => {
    const id = await stand.submit(widget, { phone: `+791622233${digits}` });
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished');
    expect(lead.status && formatStatus(lead.status)).toBe(expected);
    expect(lead.attempts.map(({ status }) => status && formatStatus(status))).toEqual([expected]);
  });

  it('rings is hung up when the lead is cancelled, and nobody is called again', async () => {
    const own = await stand.addWidget({
      ...manager('+74950000102'),
      managerRingTimeoutSeconds: 60,
      retry: { intervalsSeconds: [1] },
    });
    const id = await stand.submit(own, { phone: '+79164440010' });
    await stand.waitForLead(id, ({ timeline }) => timeline.some(({ type }) => type === 'leg-ringing'));
    await cancelLead(stand.db.prisma, stand.accountId, id, new Date());
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished');
    expect(lead.status && formatStatus(lead.status)).toBe('708/0');
    expect(lead.timeline.map(({ type }) => type)).toContain('cancelled-by-hand');
    await waitFor(() =>
      stand.exchange.witness().some(({ kind, callId }) => kind === 'hangup' && callId.startsWith(id)),
    );
  });

  it('would be over the budget of the widget is not rung', async () => {
    const own = await stand.addWidget({ ...manager('+74950000110'), budget: { callsPerDay: 1 } });
    const call = async (phone: string) =>
      stand.waitForLead(await stand.submit(own, { phone }), ({ state }) => state === 'finished');
    const [first, second] = [await call('+79165550110'), await call('+79165550210')];
    expect([first, second].map(({ status }) => status && formatStatus(status))).toEqual(['200/200', '814/0']);
    const rung = stand.exchange.witness().filter(({ callId }) => callId.startsWith(second.id));
    expect(rung).toEqual([]);
  });

  it('is busy is tried again by the intervals, each attempt with one ring of each phone', async () => {
    const own = await stand.addWidget({ ...manager('+74950000020'), retry: { intervalsSeconds: [1, 1] } });
    const id = await stand.submit(own, { phone: '+79163334401' });
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished', 15_000);
    expect(lead.attempts.map(({ number, status }) => [number, status && formatStatus(status)])).toEqual([
      [1, '200/486'],
      [2, '200/486'],
      [3, '200/486'],
    ]);
    const rings = stand.exchange.witness().filter(({ kind, callId }) => kind === 'ring' && callId.startsWith(id));
    expect(rings.map(({ number }) => number)).toEqual(
      Array.from({ length: 3 }, () => ['+74950000020', '+79163334401']).flat(),
    );
  });

  it('to the first manager is busy rings the next one in the same attempt', async () => {
    const managers = ['+74950000001', '+74950000030'].map((number) => ({
      name: `Manager ${number}`,
      number,
      lines: 50,
    }));
    const own = await stand.addWidget({ offices: [{ name: 'Sales', managers }] });
    const id = await stand.submit(own, { phone: '+79163334410' });
    // Whoever is left on the line is hung up once the lead has finished.
    const lead = await stand.waitForLead(
      id,
      ({ state, attempts }) =>
        state === 'finished' && attempts.every(({ legs }) => legs.every(({ endedAt }) => endedAt !== null)),
    );
    expect(lead.attempts).toHaveLength(1);
    expect(lead.attempts[0]?.legs.map(({ role, disposition }) => [role, disposition])).toEqual([
      ['manager', 'busy'],
      ['manager', 'answered'],
      ['visitor', 'answered'],
    ]);
  });
});
