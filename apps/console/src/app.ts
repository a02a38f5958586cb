import { join } from 'node:path';

import { createDatabase, loadExchanges, type Database } from '@ringback/db';
import { createAddressGuard, createDeliveryClient, type AddressGuard, type DeliveryClient } from '@ringback/delivery';
import { createDirectoryFileStore } from '@ringback/files';
import { closeHttpServer, createHttpServer, listen, problemHandler, requestLog } from '@ringback/http';
import { openMetrics, Registry } from '@ringback/metrics';
import {
  callQueue,
  callQueueOf,
  createQueueStore,
  emailQueue,
  forwardQueue,
  notificationQueue,
  scenarioQueue,
  submissionsQueue,
  type JobQueue,
  type QueueDefinition,
  type QueueStore,
  type ScenarioJob,
} from '@ringback/queue';
import { Lifecycle, type Logger } from '@ringback/runtime';
import express, { type Express, type Request } from 'express';

import { createAccessRouter } from './access/access-router.ts';
import { createAuthenticate } from './access/authenticate.ts';
import { requireSameOrigin } from './access/same-origin.ts';
import { createSignIn } from './access/sign-in.ts';
import { createApiRouter } from './api/api-router.ts';
import { createCancelLead } from './api/cancel-lead.ts';
import { createLeadEvents, type LeadEvents } from './api/lead-events.ts';
import { createCabinet } from './cabinet.ts';
import type { ConsoleConfig } from './config.ts';
import { createHealthRouter } from './health-router.ts';
import { createLetterDesk, type LetterDesk } from './letters/letter-desk.ts';
import { ConsoleError, PROBLEMS } from './problems.ts';
import { createQueueBoard, type BullQueue } from './queues/queue-board.ts';
import { setSecurityHeaders } from './security-headers.ts';

export interface Console {
  /** `http://host:port` */
  url: string;
  /** Of the internal server; null when there is none. */
  internalUrl: string | null;
  close: () => Promise<void>;
}

const POOL_SIZE = 10;
const WEB_ROOT = join(import.meta.dirname, '../dist/web');
const PROBLEMS_PAGE = join(import.meta.dirname, '../../../docs/problems.md');
const PROBLEMS_PATH = '/docs/problems.md';
const QUEUES_PATH = '/queues';

/** The personal cabinet, its REST API, and the operator's view of the queues. */
export async function createConsole(
  config: ConsoleConfig,
  log: Logger,
  overrides: { webRoot?: string; addressGuard?: AddressGuard } = {},
): Promise<Console> {
  const lifecycle = new Lifecycle(log);
  const databaseConfig = { url: config.database.url, poolSize: POOL_SIZE };
  const database = lifecycle.add('database', createDatabase(databaseConfig, log), (open) => open.close());
  const stores = { databaseUrl: config.database.url, redisUrl: config.redis.url };
  const queueStore = lifecycle.add('queue store', createQueueStore(stores, log), (open) => open.close());
  const scenarioJobs = lifecycle.add('queue', queueStore.openQueue(scenarioQueue), (open) => open.close());
  const queues = openQueues(queueStore, scenarioJobs, lifecycle);
  const findCallQueues = createFindCallQueues(queueStore, database, lifecycle);
  const leadEvents = createLeadEvents(database);
  const guard = overrides.addressGuard ?? createAddressGuard();
  const letterDesk = lifecycle.add(
    'letter desk',
    createLetterDesk(config, { prisma: database.prisma, guard, now: () => new Date(), log }),
    (open) => open.close(),
  );
  const client = lifecycle.add('delivery client', createDeliveryClient({ guard }), (open) => open.close());
  const webRoot = overrides.webRoot ?? WEB_ROOT;
  const app = buildExpress({
    config,
    log,
    database,
    queues,
    findCallQueues,
    scenarioJobs,
    leadEvents,
    letterDesk,
    client,
    webRoot,
  });
  const server = lifecycle.add('http server', createHttpServer(app), closeHttpServer);
  // Before the server: it waits for answers, and a stream of events has no end of its own.
  lifecycle.add('lead events', leadEvents, (open) => open.close());
  const url = await listen(server, config.http).catch(async (err: unknown) => {
    await lifecycle.close();
    throw err;
  });
  const isReady = (): Promise<boolean> =>
    database.ping().then(
      () => true,
      () => false,
    );
  const internal = await openMetrics(config.metrics, { registry: new Registry(), database, queueStore, isReady, log });
  lifecycle.add('metrics', internal, (open) => open.close());
  log.info({ address: url }, 'console started');
  return { url, internalUrl: internal.url, close: () => lifecycle.close() };
}

/** In the order of a lead's path. */
function openQueues(store: QueueStore, scenarioJobs: JobQueue<ScenarioJob>, lifecycle: Lifecycle): BullQueue[] {
  const open = <Data extends object>(definition: QueueDefinition<Data>): BullQueue =>
    lifecycle.add('queue', store.openQueue(definition), (queue) => queue.close()).bull();
  const submissions = open(submissionsQueue);
  const others = [open(callQueue), open(emailQueue), open(forwardQueue), open(notificationQueue)];
  return [submissions, scenarioJobs.bull(), ...others];
}

/** Those of exchanges that workers have told of since it was last asked. */
function createFindCallQueues(
  store: QueueStore,
  { prisma }: Database,
  lifecycle: Lifecycle,
): () => Promise<BullQueue[]> {
  const known = new Set([callQueue.name]);
  return async () => {
    const definitions = (await loadExchanges(prisma)).map(({ name }) => callQueueOf(name));
    return definitions
      .filter(({ name }) => !known.has(name))
      .map((definition) => {
        known.add(definition.name);
        return lifecycle.add('queue', store.openQueue(definition), (queue) => queue.close()).bull();
      });
  };
}

interface ExpressDeps {
  config: ConsoleConfig;
  log: Logger;
  database: Database;
  queues: BullQueue[];
  findCallQueues: () => Promise<BullQueue[]>;
  scenarioJobs: JobQueue<ScenarioJob>;
  leadEvents: LeadEvents;
  letterDesk: LetterDesk;
  client: DeliveryClient;
  webRoot: string;
}

function buildExpress(deps: ExpressDeps): Express {
  const { config, log, database, queues, findCallQueues, scenarioJobs, leadEvents, letterDesk, client, webRoot } = deps;
  const { prisma } = database;
  const files = createDirectoryFileStore(config.files.dir, () => new Date());
  const signIn = createSignIn(config, database, log);
  const now = (): Date => new Date();
  const authenticate = createAuthenticate({ prisma, signIn, now });
  const cancelLead = createCancelLead({ prisma, scenarioJobs, now, log });
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.http.trustProxyHops);
  app.use(requestLog(log), setSecurityHeaders(config.publicUrl), requireSameOrigin(config.publicUrl));
  app.use(createHealthRouter(() => database.ping()));
  app.get(PROBLEMS_PATH, (_req, res) => {
    res.type('text').sendFile(PROBLEMS_PAGE);
  });
  app.use('/api', (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/api/auth', createAccessRouter(signIn));
  app.use(
    '/api/v1',
    createApiRouter({
      prisma,
      files,
      authenticate,
      leadEvents,
      cancelLead,
      letterDesk,
      client,
      consoleUrl: config.publicUrl,
      now,
    }),
  );
  app.use('/api', refuseUnknown);
  app.use(QUEUES_PATH, createQueueBoard(QUEUES_PATH, queues, findCallQueues, authenticate));
  app.use(createCabinet(webRoot));
  app.use(refuseUnknown);
  app.use(problemHandler(PROBLEMS, `${config.publicUrl}${PROBLEMS_PATH}`));
  return app;
}

function refuseUnknown(req: Request): never {
  throw new ConsoleError('route-not-found', 'There is nothing at this address.', { method: req.method });
}
