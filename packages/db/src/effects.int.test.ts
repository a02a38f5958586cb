import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { buildNewLead, NOW, secondsLater } from './build-new-lead.ts';
import { findOverdueEffects, loadEffect, markEffectsDone } from './effects.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';
import { effectRowsOf } from './scenario-rows.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

describe('an effect', () => {
  it('is read back as it was decided until it is done, and is overdue until then', async () => {
    const lead = buildNewLead(test);
    await persistLeads(test.db.prisma, [lead]);
    const [row] = effectRowsOf(lead.decision);
    if (!row) throw new Error('no effect was decided');
    const expected = { ...row, leadId: lead.accepted.leadId, widgetHash: test.widgetHash };
    expect(await loadEffect(test.db.prisma, row.id)).toEqual(expected);
    expect(await findOverdueEffects(test.db.prisma, 'ringback', NOW, 10)).toEqual([]);
    expect(await findOverdueEffects(test.db.prisma, 'ringback', secondsLater(1), 10)).toEqual([expected]);
    expect(await findOverdueEffects(test.db.prisma, 'another', secondsLater(1), 10)).toEqual([]);

    await markEffectsDone(test.db.prisma, [row.id], secondsLater(1));
    await markEffectsDone(test.db.prisma, [row.id], secondsLater(2));
    expect(await loadEffect(test.db.prisma, row.id)).toBeNull();
    expect(await findOverdueEffects(test.db.prisma, 'ringback', secondsLater(9), 10)).toEqual([]);
    expect(await test.db.prisma.effect.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
      doneAt: secondsLater(1),
    });
  });

  it('is found oldest first, and no more than asked for', async () => {
    const leads = [secondsLater(20), secondsLater(10), secondsLater(15)].map((at) => {
      const lead = buildNewLead(test);
      return { ...lead, decision: { ...lead.decision, at } };
    });
    await persistLeads(test.db.prisma, leads);
    const found = await findOverdueEffects(test.db.prisma, 'ringback', secondsLater(60), 2);
    expect(found.map(({ leadId }) => leadId)).toEqual([leads[1]?.accepted.leadId, leads[2]?.accepted.leadId]);
  });
});
