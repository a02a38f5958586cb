import { join } from 'node:path';

import { createConsole } from '@ringback/console';
import { createDatabase, migrateDatabase } from '@ringback/db';
import { createAddressGuard } from '@ringback/delivery';
import { startEmbeddedPostgres } from '@ringback/embedded-servers';
import { createExchange } from '@ringback/exchange';
import { createIngest } from '@ringback/ingest';
import { migrateQueueStore } from '@ringback/queue';
import { Lifecycle, type Logger, type RunningProcess } from '@ringback/runtime';
import { createWorker } from '@ringback/worker';

import type { LocalConfig } from './config.ts';
import { createDemoSite } from './demo-site/demo-site.ts';
import { loadSecrets } from './local-secrets.ts';
import { DEMO_WIDGET, seed } from './seed.ts';

export interface LocalRun extends RunningProcess {
  ingestUrl: string;
  consoleUrl: string;
  demoUrl: string;
  exchangeUrl: string;
}

const HOST = '127.0.0.1';
const DATABASE = 'ringback';

/** Everything comes from this machine here, and as much as somebody who tries things wants. */
const WIDE_LIMITS = { address: 100_000, network: 100_000, widget: 100_000, phone: 100_000 };

/** Everything on this machine: embedded Postgres, the simulated exchange, all processes in one, and a demo site. */
export async function createLocalRun(
  config: LocalConfig,
  log: Logger,
  onProgress: (step: string) => void,
): Promise<LocalRun> {
  const lifecycle = new Lifecycle(log);
  try {
    return await openAll(config, log, onProgress, lifecycle);
  } catch (err) {
    await lifecycle.close();
    throw err;
  }
}

async function openAll(
  { ports, apiKey, dataDir, timeScale, log: logConfig }: LocalConfig,
  log: Logger,
  onProgress: (step: string) => void,
  lifecycle: Lifecycle,
): Promise<LocalRun> {
  const secrets = await loadSecrets(dataDir);
  onProgress('starting Postgres');
  const postgres = lifecycle.add(
    'postgres',
    await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log }),
    (server) => server.close(),
  );
  await postgres.createDatabase(DATABASE);
  const database = { url: postgres.url(DATABASE) };
  const files = { dir: join(dataDir, 'files') };
  onProgress('migrating the database');
  await migrateDatabase(database.url, log);
  await migrateQueueStore(database.url);

  onProgress('starting the telephone exchange, ingest, worker, console and demo site');
  const ari = { username: 'ringback', password: secrets.ariPassword };
  const exchange = lifecycle.add(
    'exchange',
    await createExchange(
      {
        http: { host: HOST, port: ports.exchange },
        ari,
        timeScale,
        keys: { accept: '1', cancel: '0' },
        log: logConfig,
      },
      log,
    ),
    (e) => e.close(),
  );
  const demoSite = lifecycle.add(
    'demo site',
    await createDemoSite(
      {
        host: HOST,
        port: ports.demo,
        ingestUrl: `http://${HOST}:${ports.ingest}`,
        consoleUrl: `http://${HOST}:${ports.console}`,
        widgetHash: DEMO_WIDGET,
        webhookSecret: secrets.webhookSecret,
        smtpPort: 0,
      },
      log,
    ),
    (d) => d.close(),
  );
  const db = createDatabase({ ...database, poolSize: 2 }, log);
  const { webhookSecret, secretKey, authSecret } = secrets;
  await seed(db, { apiKey, demoPort: ports.demo, demoUrl: demoSite.url, webhookSecret }).finally(() => db.close());

  const smtp = { url: demoSite.smtpUrl, from: 'Ringback <robot@shop.example>' };
  // The demo site and its mailbox are on this machine; no environment variable gives this leave.
  const addressGuard = createAddressGuard({ allowLoopback: true });
  const worker = await createWorker(
    {
      database,
      redis: { url: null },
      secretKey,
      limits: { callsPerPhone: 1000, phonesPerVisitor: 0 },
      exchanges: [
        {
          ...ari,
          name: 'ringback',
          url: exchange.url,
          application: 'ringback',
          endpointTemplates: ['PJSIP/{number}@trunk'],
        },
      ],
      smtp,
      consoleUrl: `http://${HOST}:${ports.console}`,
      files: { ...files, recordingDays: 0 },
      log: logConfig,
    },
    log,
    { addressGuard },
  );
  lifecycle.add('worker', worker, (w) => w.close());
  const consoleApp = await createConsole(
    {
      http: { host: HOST, port: ports.console, trustProxyHops: 0 },
      publicUrl: `http://${HOST}:${ports.console}`,
      database,
      redis: { url: null },
      authSecret,
      files,
      mail: { secretKey, smtp },
      log: logConfig,
    },
    log,
    { addressGuard },
  );
  lifecycle.add('console', consoleApp, (c) => c.close());
  const ingest = await createIngest(
    {
      http: { host: HOST, port: ports.ingest, trustProxyHops: 0 },
      database,
      redis: { url: null },
      secretKey,
      groupCommit: true,
      limits: WIDE_LIMITS,
      files,
      log: logConfig,
    },
    log,
  );
  lifecycle.add('ingest', ingest, (i) => i.close());
  return {
    ingestUrl: ingest.url,
    consoleUrl: consoleApp.url,
    demoUrl: demoSite.url,
    exchangeUrl: exchange.url,
    close: () => lifecycle.close(),
  };
}
