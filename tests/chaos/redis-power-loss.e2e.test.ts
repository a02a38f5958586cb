import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDatabase, saveWidget, type Database } from '@ringback/db';
import { findFreePort } from '@ringback/embedded-servers';
import { Lifecycle } from '@ringback/runtime';
import { createTestDatabase, createTestLogger, startTestRedis, waitFor } from '@ringback/test-kit';
import { createWorker, readConfig } from '@ringback/worker';

import { cutAppendOnlyFile, findAppendOnlyFile, findEndOfLast } from './cut-append-only-file.ts';
import { startFormSender } from './form-sender.ts';
import { superviseProcess } from './supervised-process.ts';

const INGEST = join(import.meta.dirname, '../../apps/ingest/src/main.ts');
const FORMS = 60;
const WITHIN = { withinMs: 60_000 };

/**
 * Killing Redis loses nothing that it has written, synced or not: the operating system has it. A loss of power does. So
 * Redis and ingest are killed while forms come and no worker takes them, and the append-only file is cut back to what a
 * disk would have had.
 */
describe('a machine that loses its power while submissions stand in Redis', () => {
  const log = createTestLogger();
  let lifecycle: Lifecycle;
  let db: Database;
  let dataDir: string;
  let env: Record<string, string>;
  let formUrl: string;
  beforeEach(async () => {
    lifecycle = new Lifecycle(log);
    dataDir = await mkdtemp(join(tmpdir(), 'ringback-power-'));
    lifecycle.add('data', dataDir, (dir) => rm(dir, { recursive: true, force: true }));
    const database = lifecycle.add('test database', await createTestDatabase(), (d) => d.drop());
    db = lifecycle.add('database', createDatabase({ url: database.url, poolSize: 2 }, log), (d) => d.close());
    const port = String(await findFreePort());
    formUrl = `http://127.0.0.1:${port}/formReceiver?widgetHash=${await addWidget(db)}`;
    const key = randomBytes(32).toString('base64');
    env = {
      DATABASE_URL: database.url,
      RINGBACK_SECRET_KEY: key,
      LIMIT_PER_ADDRESS: '0',
      LIMIT_PER_NETWORK: '0',
      LIMIT_PER_WIDGET: '0',
      LIMIT_PER_PHONE: '0',
      LIMIT_CALLS_PER_PHONE: '0',
      LIMIT_PHONES_PER_VISITOR: '0',
      LOG_LEVEL: 'silent',
      PORT: port,
      FILES_DIR: join(dataDir, 'files'),
    };
  });
  afterEach(() => lifecycle.close());

  /** Cuts the power while forms are sent; then Redis has what `findSurviving` bytes of its file hold, and a worker comes. */
  async function losePower(appendfsync: string, findSurviving: (file: string, answered: string[]) => Promise<number>) {
    const redis = await startTestRedis({ dataDir, settings: { appendfsync } });
    env['REDIS_URL'] = redis.url;
    const ingest = superviseProcess('ingest', INGEST, env);
    const file = await findAppendOnlyFile(dataDir);
    const sender = startFormSender({ formUrls: [formUrl], everyMs: 30, random: () => 0, giveUpMs: 1000 });
    const findAnswered = (): string[] => sender.forms.flatMap(({ leadId }) => leadId ?? []);
    await waitFor(() => findAnswered().length >= FORMS, WITHIN);
    redis.signal('SIGKILL');
    await Promise.all([ingest.stop('SIGKILL'), redis.ended]);
    const stopped = sender.stop();
    const answered = findAnswered();
    await cutAppendOnlyFile(file, await findSurviving(file, answered));
    lifecycle.add('redis', await startTestRedis({ dataDir, port: redis.port }), (r) => r.close());
    lifecycle.add('worker', await createWorker(readConfig({ ...env, ...ELSEWHERE }), log), (w) => w.close());
    await stopped;
    return answered;
  }

  const countLeads = (ids: string[]): Promise<number> => db.prisma.lead.count({ where: { id: { in: ids } } });

  it('has every submission that was answered with success, where each write is synced before its answer', async () => {
    // An answer waits for the sync of its own write, so all that came before the last answer is on the disk.
    const answered = await losePower('always', findEndOfLast);
    await waitFor(async () => (await countLeads(answered)) === answered.length, WITHIN);
  }, 120_000);

  it('lacks those that came after the last sync, where writes are synced once a second', async () => {
    const synced = (answered: string[]): string[] => answered.slice(0, FORMS / 2);
    const answered = await losePower('everysec', (file, ids) => findEndOfLast(file, synced(ids)));
    await waitFor(async () => (await countLeads(synced(answered))) === FORMS / 2, WITHIN);
    expect(await countLeads(answered.slice(-3))).toBe(0);
  }, 120_000);
});

const ELSEWHERE = {
  ARI_URL: 'http://127.0.0.1:1',
  ARI_USERNAME: 'nobody',
  ARI_PASSWORD: 'nothing',
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'robot@ringback.test',
};

async function addWidget({ prisma }: Database): Promise<string> {
  const account = await prisma.account.create({ data: { name: 'Test' } });
  const hash = randomUUID().replaceAll('-', '');
  const managers = [{ name: 'Anna', number: '+74950000010' }];
  const settings = { sites: ['shop.test'], offices: [{ name: 'Sales', managers }] };
  await saveWidget(prisma, { accountId: account.id, hash, name: 'Test widget', settings });
  return hash;
}
