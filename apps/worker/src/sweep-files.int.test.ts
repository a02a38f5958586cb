import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addRecording, keepRecording, persistLeads } from '@ringback/db';
import { createDirectoryFileStore, type FileStore } from '@ringback/files';
import { createTestLogger, waitFor } from '@ringback/test-kit';

import { NOW, noEarlierCalls, openTestWidget, secondsLater, type TestWidget } from './open-test-widget.ts';
import { decideLeads } from './persist/decide-leads.ts';
import { sweepFiles } from './sweep-files.ts';

let widget: TestWidget;
let dir: string;
beforeAll(async () => {
  widget = await openTestWidget();
  dir = await mkdtemp(join(tmpdir(), 'ringback-sweep-'));
});
afterAll(async () => {
  await widget.close();
  await rm(dir, { recursive: true });
});

async function keepFile(files: FileStore): Promise<string> {
  const file = await files.begin();
  return file.keep();
}

describe('sweepFiles', () => {
  it('removes the files of submissions that never became leads, and no others', async () => {
    const files = createDirectoryFileStore(dir, () => NOW);
    await files.prepare();
    const [ofLead, ofNothing] = [await keepFile(files), await keepFile(files)];
    const accepted = widget.accept();
    accepted.files = [{ key: ofLead, field: 'f', name: 'a', contentType: 'text/plain', bytes: 0, refusal: null }];
    const settings = await widget.findSettings(accepted.widgetId, 1);
    await persistLeads(widget.db.prisma, decideLeads([{ accepted, settings }], noEarlierCalls(), NOW));

    const now = (): Date => secondsLater(30 * 86_400);
    const { prisma } = widget.db;
    const sweeping = sweepFiles({ prisma, files, recordingDays: 0, now, log: createTestLogger() });
    await waitFor(async () => (await files.read(ofNothing)) === null);
    await sweeping.close();

    expect(await files.read(ofLead)).not.toBeNull();
  });

  it('removes recordings after their time, and those alone', async () => {
    const { prisma } = widget.db;
    const files = createDirectoryFileStore(dir, () => NOW);
    await files.prepare();
    const [lead] = await prisma.lead.findMany();
    const leadId = lead?.id ?? '';
    const talks = { old: NOW, young: secondsLater(86_400) };
    const keys: Record<string, string> = {};
    for (const [index, [name, at]] of Object.entries(talks).entries()) {
      await addRecording(prisma, { leadId, attempt: index, exchange: 'one', name }, at);
      keys[name] = await keepFile(files);
      await keepRecording(prisma, { name, key: keys[name], bytes: 0 });
    }
    const kept = async (): Promise<string[]> => (await prisma.recording.findMany()).map(({ name }) => name).sort();

    const now = (): Date => secondsLater(30 * 86_400 + 1);
    const sweep = { prisma, files, now, log: createTestLogger() };
    await sweepFiles({ ...sweep, recordingDays: 0 }).close();
    expect(await kept()).toEqual(['old', 'young']);
    await sweepFiles({ ...sweep, recordingDays: 30 }).close();
    expect(await kept()).toEqual(['young']);
    expect(await files.read(keys['old'] ?? '')).toBeNull();
    expect(await files.read(keys['young'] ?? '')).not.toBeNull();
  });
});
