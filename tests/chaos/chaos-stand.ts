import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDatabase, saveWidget, type Database } from '@ringback/db';
import { findFreePort } from '@ringback/embedded-servers';
import { createExchange, type Exchange } from '@ringback/exchange';
import { Lifecycle } from '@ringback/runtime';
import {
  createTestLogger,
  startHttpSink,
  startSmtpSink,
  waitFor,
  type HttpSink,
  type SmtpSink,
} from '@ringback/test-kit';

import { startChaosPostgres, startChaosRedis, type ChaosPostgres, type ChaosRedis } from './chaos-servers.ts';
import type { Store } from './plan-faults.ts';
import { superviseProcess, type SupervisedProcess } from './supervised-process.ts';

/** Everything that is killed, and what outlives it: the exchange, the site and the mailbox are in this process. */
export interface ChaosStand {
  postgres: ChaosPostgres;
  /** Null where the queues run on Postgres. */
  redis: ChaosRedis | null;
  ingests: [SupervisedProcess, SupervisedProcess];
  workers: [SupervisedProcess, SupervisedProcess];
  /** Where forms go, of each ingest. */
  formUrls: string[];
  exchange: Exchange;
  site: HttpSink;
  mailbox: SmtpSink;
  db: Database;
  /** Stops the processes; how each of them ended. */
  stopProcesses: () => Promise<string[]>;
  close: () => Promise<void>;
}

const APPS = join(import.meta.dirname, '../../apps');
const START_WITHIN = { withinMs: 60_000 };
const ARI = { username: 'ringback', password: 'exchange' };
const NOTIFICATION_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

export interface ChaosOptions {
  /** Of the simulated people. */
  timeScale?: number;
  /** Of the widget, over those that make everything short. */
  settings?: object;
}

export async function openChaosStand(
  store: Store,
  { timeScale = 0.5, settings = {} }: ChaosOptions = {},
): Promise<ChaosStand> {
  const log = createTestLogger();
  const lifecycle = new Lifecycle(log);
  const postgres = lifecycle.add('postgres', await startChaosPostgres(), (p) => p.close());
  const redis = store === 'redis' ? lifecycle.add('redis', await startChaosRedis(), (r) => r.close()) : null;
  const exchange = lifecycle.add('exchange', await openExchange(timeScale), (e) => e.close());
  const site = lifecycle.add('site', await startHttpSink(), (s) => s.close());
  const mailbox = lifecycle.add('mailbox', await startSmtpSink(), (s) => s.close());
  const db = lifecycle.add('database', createDatabase({ url: postgres.url, poolSize: 2 }, log), (d) => d.close());
  const files = lifecycle.add('files', { dir: await mkdtemp(join(tmpdir(), 'ringback-chaos-files-')) }, ({ dir }) =>
    rm(dir, { recursive: true }),
  );
  const widgetHash = await addWidget(db, site.url, settings);

  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis?.url ?? '',
    RINGBACK_SECRET_KEY: randomBytes(32).toString('base64'),
    FILES_DIR: files.dir,
    LIMIT_PER_ADDRESS: '0',
    LIMIT_PER_NETWORK: '0',
    LIMIT_PER_WIDGET: '0',
    LIMIT_PER_PHONE: '0',
    LIMIT_CALLS_PER_PHONE: '0',
    LIMIT_PHONES_PER_VISITOR: '0',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
  };
  const ports = [await findFreePort(), await findFreePort()] as const;
  const openIngest = (place: 0 | 1): SupervisedProcess =>
    superviseProcess(`ingest ${place}`, join(APPS, 'ingest/src/main.ts'), { ...env, PORT: String(ports[place]) });
  const openWorker = (place: 0 | 1): SupervisedProcess =>
    superviseProcess(`worker ${place}`, join(import.meta.dirname, 'chaos-worker.ts'), {
      ...env,
      ARI_URL: exchange.url,
      ARI_USERNAME: ARI.username,
      ARI_PASSWORD: ARI.password,
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Ringback <robot@ringback.test>',
    });
  const ingests: ChaosStand['ingests'] = [openIngest(0), openIngest(1)];
  const workers: ChaosStand['workers'] = [openWorker(0), openWorker(1)];
  const stopProcesses = (): Promise<string[]> =>
    Promise.all([...ingests, ...workers].map(async (one) => `${one.name} ended with ${await one.stop()}`));
  lifecycle.add('processes', stopProcesses, (stop) => stop());
  await Promise.all(ports.map((port) => waitFor(() => isReady(port), START_WITHIN)));
  const query = `widgetHash=${widgetHash}&isSend&backUrl=${encodeURIComponent(`${site.url}/action`)}`;
  const formUrls = ports.map((port) => `http://127.0.0.1:${port}/formReceiver?${query}`);
  return {
    postgres,
    redis,
    ingests,
    workers,
    formUrls,
    exchange,
    site,
    mailbox,
    db,
    stopProcesses,
    close: () => lifecycle.close(),
  };
}

async function openExchange(timeScale: number): Promise<Exchange> {
  const http = { host: '127.0.0.1', port: 0 };
  const keys = { accept: '1', cancel: '0' };
  return createExchange({ http, ari: ARI, timeScale, keys, log: { level: 'silent' } }, createTestLogger());
}

/** Everything that the product sends is asked for, and the manager takes any number of calls. */
async function addWidget(db: Database, siteUrl: string, settings: object): Promise<string> {
  const account = await db.prisma.account.create({ data: { name: 'Test' } });
  const hash = randomUUID().replaceAll('-', '');
  const letters = [{ to: 'boss@shop.test', when: 'all' }];
  const managers = [{ name: 'Anna', number: '+74950000010', lines: 1000 }];
  await saveWidget(db.prisma, {
    accountId: account.id,
    hash,
    name: 'Test widget',
    settings: {
      language: 'en',
      sites: [new URL(siteUrl).host],
      offices: [{ name: 'Sales', managers }],
      managerRingTimeoutSeconds: 2,
      visitorRingTimeoutSeconds: 2,
      briefing: { timeoutSeconds: 10 },
      retry: { intervalsSeconds: [1], quietSeconds: 1 },
      repeatWindowSeconds: 0,
      letterTo: ['owner@shop.test'],
      notification: { letters },
      webhooks: [
        { url: `${siteUrl}/webhook`, secrets: [NOTIFICATION_SECRET], events: ['lead.accepted', 'call.finished'] },
      ],
      ...settings,
    },
  });
  return hash;
}

async function isReady(port: number): Promise<boolean> {
  const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
  return status === 200;
}
