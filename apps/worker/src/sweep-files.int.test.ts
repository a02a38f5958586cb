import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { persistLeads } from '@ringback/db';
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
    const sweeping = sweepFiles({ prisma: widget.db.prisma, files, now, log: createTestLogger() });
    await waitFor(async () => (await files.read(ofNothing)) === null);
    await sweeping.close();

    expect(await files.read(ofLead)).not.toBeNull();
  });
});
