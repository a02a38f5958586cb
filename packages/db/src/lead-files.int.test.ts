import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseWidgetSettings } from '@ringback/scenario';
import type { SubmittedFile } from '@ringback/submission';

import { buildNewLead, NOW } from './build-new-lead.ts';
import { loadDeliveryLeads } from './delivery-lead.ts';
import { saveAliases } from './equal-leads.ts';
import { findKnownFileKeys, findLeadFile } from './lead-files.ts';
import { findLead } from './lead-views.ts';
import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { persistLeads } from './persist-leads.ts';
import { keepRejected } from './rejected-submissions.ts';

const SETTINGS = parseWidgetSettings({
  sites: ['shop.example'],
  offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '100' }] }],
});

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const buildKept = (): SubmittedFile => ({
  key: `2026-11-20/${randomUUID()}`,
  field: 'Резюме[]',
  name: 'o\'cv "2".pdf',
  contentType: 'application/pdf',
  bytes: 12,
  refusal: null,
});
const buildRefused = (): SubmittedFile => ({ ...buildKept(), key: null, bytes: 6_000_000, refusal: 'too-large' });

async function storeLead(files: SubmittedFile[]): Promise<{ leadId: string; fileIds: string[] }> {
  const lead = buildNewLead(test);
  lead.accepted.files = files;
  const { leadId } = lead.accepted;
  await persistLeads(test.db.prisma, [lead]);
  // A job that runs again adds nothing.
  await persistLeads(test.db.prisma, [lead]);
  const view = await findLead(test.db.prisma, { accountId: null }, leadId, 'en');
  return { leadId, fileIds: view?.files.map(({ id }) => id) ?? [] };
}

describe('the files of a lead', () => {
  it('are shown in their order, those that are not kept with the reason', async () => {
    const [kept, refused] = [buildKept(), buildRefused()];
    const { leadId } = await storeLead([kept, refused]);

    const view = await findLead(test.db.prisma, { accountId: test.accountId }, leadId, 'en');
    const { field, name, contentType } = kept;
    expect(view?.files).toEqual([
      { id: expect.any(String), field, name, contentType, bytes: 12, kept: true, reason: null },
      { id: expect.any(String), field, name, contentType, bytes: 6_000_000, kept: false, reason: 'too-large' },
    ]);
  });

  it('go along with a delivery by their keys', async () => {
    const [kept, refused] = [buildKept(), buildRefused()];
    const { leadId } = await storeLead([kept, refused]);
    const leads = await loadDeliveryLeads(test.db.prisma, [leadId], () => Promise.resolve(SETTINGS));
    expect(leads.get(leadId)?.files).toMatchObject([kept, refused]);
  });

  it('are none where the job knows nothing of files', async () => {
    expect((await storeLead([])).fileIds).toEqual([]);
    const older = buildNewLead(test);
    await persistLeads(test.db.prisma, [older]);
    const view = await findLead(test.db.prisma, { accountId: null }, older.accepted.leadId, 'en');
    expect(view?.files).toEqual([]);
  });
});

describe('findLeadFile', () => {
  it('finds a file by its lead, or by another id of it', async () => {
    const kept = buildKept();
    const { leadId, fileIds } = await storeLead([kept]);
    const [fileId = ''] = fileIds;
    const alias = randomUUID();
    await saveAliases(test.db.prisma, new Map([[alias, leadId]]));

    for (const id of [leadId, alias, leadId.toUpperCase()]) {
      const found = await findLeadFile(test.db.prisma, { accountId: test.accountId, leadId: id, fileId });
      expect(found).toEqual({ key: kept.key, name: kept.name });
    }
  });

  it('finds nothing that is not kept, nor of another lead or account', async () => {
    const { prisma } = test.db;
    const { accountId } = test;
    const { id: otherAccount } = await prisma.account.create({ data: { name: 'Other' } });
    const { leadId, fileIds } = await storeLead([buildKept(), buildRefused()]);
    const other = await storeLead([buildKept()]);
    const [fileId = '', refusedId = ''] = fileIds;

    for (const query of [
      { accountId, leadId, fileId: refusedId },
      { accountId, leadId: other.leadId, fileId },
      { accountId: otherAccount, leadId, fileId },
      { accountId, leadId, fileId: '../x' },
      { accountId, leadId: 'x', fileId },
    ]) {
      expect(await findLeadFile(prisma, query)).toBeNull();
    }
  });
});

describe('findKnownFileKeys', () => {
  it('knows the files of leads and of what could not become one', async () => {
    const [ofLead, ofRejected, ofNothing] = [buildKept(), buildKept(), buildKept()].map(({ key }) => key ?? '');
    await storeLead([{ ...buildKept(), key: ofLead ?? '' }]);
    const fileKeys = [ofRejected ?? ''];
    await keepRejected(test.db.prisma, { leadId: randomUUID(), reason: '22P02', sealed: 'x', fileKeys, at: NOW });

    const known = await findKnownFileKeys(test.db.prisma, [ofLead ?? '', ofRejected ?? '', ofNothing ?? '']);
    expect(known).toEqual(new Set([ofLead, ofRejected]));
  });
});
