import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { claimSubmissions, createDatabase, writeToInbox, type Database } from '@ringback/db';
import { createDirectoryFileStore } from '@ringback/files';
import { closeHttpServer } from '@ringback/http';
import { openMetrics, Registry } from '@ringback/metrics';
import { createQueueStore, createSeal, SAME_LEAD_MS, submissionsQueue } from '@ringback/queue';
import type { ClaimSubmissions, JobQueue, SubmissionsJob } from '@ringback/queue';
import { Lifecycle, type Logger, type RunningProcess } from '@ringback/runtime';

import { createIngestServer } from './app.ts';
import type { IngestConfig } from './config.ts';
import { createFloodGuard } from './flood-guard.ts';
import { createIngestMetrics } from './ingest-metrics.ts';
import { keepUntilStored } from './keep-until-stored.ts';
import { createStoreSubmission } from './store-submission.ts';
import { digestSubmission } from './submission-digest.ts';
import { createWidgetDirectory, type WidgetDirectory } from './widget-directory.ts';

export interface RunningIngest extends RunningProcess {
  url: string;
  /** Of the internal server; null when there is none. */
  internalUrl: string | null;
}

/** What tests compose in place of the defaults. */
export interface IngestParts {
  now: () => Date;
}

const POOL_SIZE = 3;

const CONNECT_WITHIN_MS = 1000;

/** What is still on its way then comes again: a large file may take minutes, and a process that stops has seconds. */
const CUT_UPLOADS_AFTER_MS = 10_000;

/** Opens ingest's parts in order and listens; `close` closes them in the reverse order. */
export async function createIngest(
  config: IngestConfig,
  log: Logger,
  parts: Partial<IngestParts> = {},
): Promise<RunningIngest> {
  const now = parts.now ?? (() => new Date());
  const files = createDirectoryFileStore(config.files.dir, now);
  await files.prepare();
  const lifecycle = new Lifecycle(log);
  const db = lifecycle.add(
    'database',
    createDatabase(
      { url: config.database.url, poolSize: POOL_SIZE, statementWithinMs: 3000, connectWithinMs: 2000 },
      log,
    ),
    (d) => d.close(),
  );
  const stores = { databaseUrl: config.database.url, redisUrl: config.redis.url };
  const queueStore = lifecycle.add('queue store', createQueueStore(stores, log), (s) => s.close());
  const queue = lifecycle.add('submissions queue', queueStore.openQueue(submissionsQueue), (q) => q.close());
  const { readJobFates } = queueStore;
  const submissions = readJobFates
    ? lifecycle.add('keeper', keepUntilStored({ queue, readJobFates, prisma: db.prisma, now, log }), (k) => k.close())
        .submissions
    : queue;
  const directory = lifecycle.add('widget directory', createWidgetDirectory(db, log), (d) => d.close());
  const claimInPostgres: ClaimSubmissions = (entries) => claimSubmissions(db.prisma, entries, now(), SAME_LEAD_MS);
  const registry = new Registry();
  const metrics = createIngestMetrics(registry);
  const floods = createFloodGuard({
    limits: config.limits,
    addHits: queueStore.addHits,
    hideKey: (key) => createHmac('sha256', config.secretKey).update(key).digest('base64url'),
    onFlood: metrics.onFlood,
    log,
  });
  const storeSubmission = createStoreSubmission({
    submissions,
    claim: queueStore.claims?.claim ?? claimInPostgres,
    claimsAreNoted: queueStore.claims !== null,
    inbox:
      queueStore.kind === 'redis'
        ? { claim: claimInPostgres, write: (entries) => writeToInbox(db.prisma, entries) }
        : null,
    seal: createSeal(config.secretKey),
    grouping: config.groupCommit,
    onGroup: (submissions, store) => {
      metrics.onGroup(submissions, store);
      void floods.share();
    },
    log,
  });
  const server = createIngestServer(
    config.http,
    {
      findWidget: directory.find,
      floods,
      isReady: directory.isLoaded,
      enqueue: metrics.timed(storeSubmission),
      onAnswer: metrics.onAnswer,
      digest: (widgetId, contents) => digestSubmission(config.secretKey, widgetId, contents),
      files,
      largestFiles: directory.largestFiles,
      now,
    },
    log,
  );
  await openConnections(db, queue, directory);
  server.listen(config.http.port, config.http.host);
  await once(server, 'listening');
  lifecycle.add('http server', server, (s) => closeHttpServer(s, { cutAfterMs: CUT_UPLOADS_AFTER_MS }));
  const internal = await openMetrics(config.metrics, {
    registry,
    database: db,
    queueStore,
    isReady: () => Promise.resolve(directory.isLoaded()),
    log,
  });
  lifecycle.add('metrics', internal, (m) => m.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.http.port;
  const url = `http://${config.http.host}:${port}`;
  log.info({ address: url }, 'ingest started');
  return { url, internalUrl: internal.url, close: () => lifecycle.close() };
}

/** So that the first forms neither wait nor are turned away. Where a store is away, ingest starts without. */
async function openConnections(
  db: Database,
  queue: JobQueue<SubmissionsJob>,
  directory: WidgetDirectory,
): Promise<void> {
  const opened = Promise.allSettled([db.ping(), queue.bull().waitUntilReady(), directory.asked]);
  await Promise.race([opened, sleep(CONNECT_WITHIN_MS, undefined, { ref: false })]);
}
