import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { buildNewLead } from './build-new-lead.ts';
import { saveAliases } from './equal-leads.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

describe('saveAliases', () => {
  it('leads to the lead, also by an id that is an alias, and leaves out what leads nowhere or to itself', async () => {
    const { prisma } = test.db;
    const lead = buildNewLead(test);
    const { leadId } = lead.accepted;
    const [first, second] = [randomUUID(), randomUUID()];
    await persistLeads(prisma, [lead]);
    await saveAliases(prisma, new Map([[first, leadId]]));
    await saveAliases(
      prisma,
      new Map([
        [second, first],
        [leadId, first],
        [randomUUID(), randomUUID()],
      ]),
    );
    const aliases = await prisma.leadAlias.findMany();
    expect(new Map(aliases.map((each) => [each.alias, each.leadId]))).toEqual(
      new Map([
        [first, leadId],
        [second, leadId],
      ]),
    );
  });
});
