import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDatabase, findLead, saveWidget, type Database, type LeadView } from '@ringback/db';
import { createAddressGuard } from '@ringback/delivery';
import { createExchange, type Exchange } from '@ringback/exchange';
import { createIngest, type IngestConfig, type IngestParts, type RunningIngest } from '@ringback/ingest';
import { migrateQueueStore } from '@ringback/queue';
import { Lifecycle } from '@ringback/runtime';
import {
  createTestDatabase,
  createTestLogger,
  startBreakableRedis,
  startHttpSink,
  startSmtpSink,
  startTcpProxy,
  waitFor,
  type BreakableRedis,
  type HttpSink,
  type SmtpSink,
  type TcpProxy,
} from '@ringback/test-kit';
import { createWorker, type RunningWorker, type WorkerConfig, type WorkerParts } from '@ringback/worker';

const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

const ARI = { username: 'ringback', password: 'exchange' };

/** Everything a lead meets on its way, on loopback: real servers, real processes' code, one database of its own. */
export interface TestStand {
  db: Database;
  /** Whose the widgets are. */
  accountId: string;
  exchange: Exchange;
  ingest: RunningIngest;
  /** Null where the queues run on Postgres. */
  redis: BreakableRedis | null;
  /** What ingest and the workers reach Postgres through. The stand itself does not. */
  postgres: TcpProxy;
  /** The site's own handler and the client's webhook receiver. */
  site: HttpSink;
  mailbox: SmtpSink;
  ingestConfig: IngestConfig;
  workerConfig: WorkerConfig;
  /** One more ingest. */
  startIngest: (parts?: Partial<IngestParts>) => Promise<RunningIngest>;
  startWorker: (parts?: Partial<WorkerParts>) => Promise<RunningWorker>;
  /** Gives the new widget's hash. */
  addWidget: (settings?: object, hash?: string) => Promise<string>;
  submit: (widgetHash: string, fields: Record<string, string>, query?: string) => Promise<string>;
  waitForLead: (id: string, check: (lead: LeadView) => boolean, withinMs?: number) => Promise<LeadView>;
  close: () => Promise<void>;
}

/** An exchange of the tests. */
export function startExchange(timeScale = 1): Promise<Exchange> {
  const http = { host: '127.0.0.1', port: 0 };
  const keys = { accept: '1', cancel: '0' };
  return createExchange({ http, ari: ARI, timeScale, keys, log: { level: 'silent' } }, createTestLogger());
}

/** How a worker reaches it. */
export function buildExchangeConfig(name: string, url: string): WorkerConfig['exchanges'][number] {
  return { name, url, ...ARI, application: 'ringback', endpointTemplates: ['PJSIP/{number}@trunk'] };
}

export async function openTestStand(
  options: { timeScale?: number; store?: 'postgres' | 'redis' } = {},
): Promise<TestStand> {
  const log = createTestLogger();
  const lifecycle = new Lifecycle(log);
  const database = lifecycle.add('test database', await createTestDatabase(), (d) => d.drop());
  await migrateQueueStore(database.url);
  const db = lifecycle.add('database', createDatabase({ url: database.url, poolSize: 4 }, log), (d) => d.close());
  const exchange = lifecycle.add('exchange', await startExchange(options.timeScale), (e) => e.close());
  const site = lifecycle.add('site', await startHttpSink(), (s) => s.close());
  const mailbox = lifecycle.add('mailbox', await startSmtpSink(), (s) => s.close());
  const postgres = lifecycle.add('postgres proxy', await startTcpProxy(database.url), (p) => p.close());
  const redis =
    options.store === 'redis' ? lifecycle.add('redis', await startBreakableRedis(), (r) => r.close()) : null;
  const redisConfig = { url: redis?.url ?? null };
  const secretKey = randomBytes(32).toString('base64');
  const files = lifecycle.add('files', { dir: await mkdtemp(join(tmpdir(), 'ringback-files-')) }, ({ dir }) =>
    rm(dir, { recursive: true }),
  );
  const ingestConfig: IngestConfig = {
    http: { host: '127.0.0.1', port: 0, trustProxyHops: 0 },
    database: { url: postgres.url },
    redis: redisConfig,
    secretKey,
    groupCommit: true,
    limits: { address: 0, network: 0, widget: 0, phone: 0 },
    files,
    log: { level: 'silent' },
  };
  const startIngest = async (parts: Partial<IngestParts> = {}): Promise<RunningIngest> =>
    lifecycle.add('ingest', await createIngest(ingestConfig, log, parts), (i) => i.close());
  const ingest = await startIngest();
  const workerConfig: WorkerConfig = {
    database: { url: postgres.url },
    redis: redisConfig,
    secretKey,
    limits: { callsPerPhone: 0, phonesPerVisitor: 0 },
    exchanges: [buildExchangeConfig('ringback', exchange.url)],
    smtp: { url: mailbox.url, from: 'Ringback <robot@ringback.test>' },
    consoleUrl: 'http://127.0.0.1:3200',
    files: { ...files, recordingDays: 0 },
    log: { level: 'silent' },
  };
  const account = await db.prisma.account.create({ data: { name: 'Test' } });

  return {
    db,
    accountId: account.id,
    exchange,
    ingest,
    redis,
    postgres,
    site,
    mailbox,
    ingestConfig,
    workerConfig,
    startIngest,
    startWorker: async (parts = {}) => {
      const addressGuard = createAddressGuard({ allowLoopback: true });
      const worker = await createWorker(workerConfig, log, { addressGuard, ...parts });
      return lifecycle.add('worker', worker, (w) => w.close());
    },
    addWidget: async (settings = {}, hash = randomUUID().replaceAll('-', '')) => {
      const siteHost = new URL(site.url).host;
      await saveWidget(db.prisma, {
        accountId: account.id,
        hash,
        name: 'Test widget',
        settings: {
          language: 'en',
          sites: [siteHost],
          offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+74950000010', lines: 50 }] }],
          managerRingTimeoutSeconds: 2,
          visitorRingTimeoutSeconds: 2,
          retry: { intervalsSeconds: [] },
          repeatWindowSeconds: 0,
          letterTo: ['owner@shop.test'],
          webhooks: [{ url: `${site.url}/webhook`, secrets: [WEBHOOK_SECRET] }],
          ...settings,
        },
      });
      return hash;
    },
    submit: (widgetHash, fields, query = '') => submitForm(ingest.url, widgetHash, fields, query),
    waitForLead: (id, check, withinMs = 10_000) =>
      waitFor(
        async () => {
          const lead = await findLead(db.prisma, { accountId: null }, id, 'en');
          return lead && check(lead) ? lead : null;
        },
        { withinMs },
      ),
    close: () => lifecycle.close(),
  };
}

/** Posts a form as scripts of real sites do: again while it is not kept. A new widget is known to ingest a moment later. */
export async function submitForm(
  ingestUrl: string,
  hash: string,
  fields: Record<string, string>,
  query = '',
): Promise<string> {
  const post = async (): Promise<Response | false> => {
    const url = `${ingestUrl}/formReceiver?widgetHash=${hash}${query}`;
    const tried = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    return ![404, 503].includes(tried.status) && tried;
  };
  const answer = await waitFor(post, { withinMs: 20_000 });
  const body: unknown = await answer.json();
  if (
    answer.status !== 200 ||
    typeof body !== 'object' ||
    body === null ||
    !('id' in body) ||
    typeof body.id !== 'string'
  ) {
    throw new Error(`ingest answered ${answer.status} ${JSON.stringify(body)}`);
  }
  return body.id;
}
