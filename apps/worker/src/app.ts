import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { claimDial, createDatabase, findSmtpAccount, loadSettings, type saveTransition } from '@ringback/db';
import { createAddressGuard, createDeliveryClient, type AddressGuard } from '@ringback/delivery';
import { createDirectoryFileStore } from '@ringback/files';
import { createMailer, createPostOffice, createTemplateRenderer, type Mailer } from '@ringback/letters';
import { openMetrics, Registry } from '@ringback/metrics';
import {
  callQueueOf,
  createQueueStore,
  createSeal,
  emailQueue,
  forwardQueue,
  notificationQueue,
  scenarioQueue,
  submissionsQueue,
  type DeliveryJob,
  type JobQueue,
  type QueueDefinition,
  type ScenarioJob,
} from '@ringback/queue';
import { Lifecycle, type Logger, type RunningProcess } from '@ringback/runtime';
import { createAsteriskAri, type Telephony, type TelephonyHandlers } from '@ringback/telephony';

import { addWorkerGauges } from './add-worker-gauges.ts';
import { openExchangeDirectory } from './call/exchange-directory.ts';
import { createCallJobs, factsOf, openExchanges, type ExchangeConfig } from './call/open-exchanges.ts';
import { openVoice } from './call/open-voice.ts';
import { sweepStranded } from './call/sweep-stranded.ts';
import type { WorkerConfig } from './config.ts';
import { createLeadLoads } from './delivery/create-http-senders.ts';
import { createSenders } from './delivery/create-senders.ts';
import { createDeliverer } from './delivery/deliverer.ts';
import { keepLease } from './lease.ts';
import { createPersistGroup } from './persist/persist-group.ts';
import { createSweepInbox } from './persist/sweep-inbox.ts';
import { runWhileAway } from './run-while-away.ts';
import { createDispatcher } from './scenario/dispatcher.ts';
import { createHandleEvent } from './scenario/handle-event.ts';
import { keepScenarios } from './scenario/kept-scenarios.ts';
import { saveInGroups } from './scenario/save-in-groups.ts';
import { createSettingsCache } from './settings-cache.ts';
import { sweepFiles } from './sweep-files.ts';
import { createSweeper } from './sweeper.ts';
import { createWorkerMetrics } from './worker-metrics.ts';

/** What the local run and tests compose in place of the defaults. */
export interface WorkerParts {
  addressGuard: AddressGuard;
  createTelephony: (exchange: ExchangeConfig, handlers: TelephonyHandlers) => Telephony;
  mailer: Mailer;
  saveTransition: typeof saveTransition;
  claimDial: typeof claimDial;
  now: () => Date;
}

export interface RunningWorker extends RunningProcess {
  /** Whether this process holds an exchange, or this one, and events flow. */
  isHolding: (exchange?: string) => boolean;
  /** Of the internal server; null when there is none. */
  internalUrl: string | null;
}

const POOL_SIZE = 12;

/** What goes out by mail and HTTP, and new leads, wait while orders for the exchange do, but no longer than this. */
const GIVE_WAY_MS = 2000;

/** Of all workers together; each has its share. */
const CONNECTIONS_PER_HOST = 16;

/** Opens the worker's parts in order; `close` closes them in the reverse order. */
export async function createWorker(
  config: WorkerConfig,
  log: Logger,
  parts: Partial<WorkerParts> = {},
): Promise<RunningWorker> {
  const instanceId = randomUUID();
  const now = parts.now ?? (() => new Date());
  const files = createDirectoryFileStore(config.files.dir, now);
  await files.prepare();
  const lifecycle = new Lifecycle(log);
  const registry = new Registry();
  const metrics = createWorkerMetrics(registry);
  const db = lifecycle.add(
    'database',
    createDatabase({ url: config.database.url, poolSize: POOL_SIZE, statementWithinMs: 5000, plansOnce: true }, log),
    (d) => d.close(),
  );
  const { prisma } = db;
  const lease = lifecycle.add('lease', await keepLease(prisma, instanceId, now, log), (l) => l.close());

  const stores = { databaseUrl: config.database.url, redisUrl: config.redis.url };
  const queueStore = lifecycle.add('queue store', createQueueStore(stores, log, metrics.onJobEnded), (s) => s.close());
  const queues = new Map<string, Pick<JobQueue<object>, 'bull'>>();
  const openQueue = <Data extends object>(definition: QueueDefinition<Data>, run: (data: Data) => Promise<void>) => {
    const queue = lifecycle.add(`${definition.name} queue`, queueStore.openQueue(definition), (q) => q.close());
    queues.set(definition.name, queue);
    return runWhileAway(queue, run, log);
  };
  const handleJob = ({ leadId, event, at }: ScenarioJob): Promise<void> => handleEvent(leadId, event, new Date(at));
  const giveWay = (): Promise<void> => Promise.race([holders.calm(), sleep(GIVE_WAY_MS, undefined, { ref: false })]);
  // Neither a job nor a call waits for a slow host.
  const beginDelivery = ({ deliveryId }: DeliveryJob): Promise<void> => deliverer.begin(deliveryId);
  const scenarioJobs = openQueue(scenarioQueue, handleJob);
  // Not waited for: a dial that is refused is told to the lead, whose turn may be waiting for this job to be added.
  const callJobsOf = createCallJobs((exchange) =>
    openQueue(callQueueOf(exchange), ({ effectId }) => {
      holders.perform(exchange, effectId).catch((err: unknown) => {
        log.warn({ err, effectId }, 'effect was left to the sweeper');
      });
      return Promise.resolve();
    }),
  );
  config.exchanges.forEach(({ name }) => callJobsOf(name));
  const deliveryJobs = {
    email: openQueue(emailQueue, beginDelivery),
    forward: openQueue(forwardQueue, beginDelivery),
    notification: openQueue(notificationQueue, beginDelivery),
  };

  const guard = parts.addressGuard ?? createAddressGuard();
  const client = lifecycle.add('delivery client', createDeliveryClient({ guard }), (c) => c.close());
  const mailer = lifecycle.add('mailer', parts.mailer ?? createMailer({ smtpUrl: config.smtp.url }), (m) => {
    m.close();
  });
  const seal = createSeal(config.secretKey);
  const postOffice = lifecycle.add(
    'post office',
    createPostOffice({
      guard,
      findAccount: (widgetHash) => findSmtpAccount(prisma, widgetHash),
      open: seal.open,
      installation: { mailer, sender: config.smtp.from },
    }),
    (p) => {
      p.close();
    },
  );
  const templates = lifecycle.add('template renderer', createTemplateRenderer(), (t) => t.close());

  const findSettings = createSettingsCache((widgetId, version) => loadSettings(prisma, widgetId, version));
  const dispatch = metrics.watched(
    createDispatcher({
      scenarioJobs,
      callJobsOf,
      deliveryJobs,
      performHere: (ordered) => metrics.inPlace(callQueueOf(ordered.effect.exchange).name, holders.begin(ordered)),
      log,
    }),
  );
  const { saveTransition } = parts;
  const kept = keepScenarios();
  const claim = parts.claimDial ?? claimDial;
  const own = config.exchanges.map(factsOf);
  const directory = lifecycle.add(
    'exchange directory',
    await openExchangeDirectory({ prisma, instanceId, own, now, log }),
    (d) => d.close(),
  );
  const handleEvent = createHandleEvent({
    prisma,
    findSettings,
    kept,
    saveTransition: saveTransition ? (decision) => saveTransition(prisma, decision) : saveInGroups(prisma),
    exchanges: directory.list,
    dispatch,
    onSaved: metrics.onSaved,
    now,
    log,
  });
  const letters = { postOffice, templates, consoleUrl: config.consoleUrl };
  const loads = createLeadLoads(prisma, findSettings);
  const { readAhead } = loads;
  const senders = metrics.timed(createSenders({ prisma, loads, client, files, letters, findSettings, now }));
  const perHost = (): number => Math.floor(CONNECTIONS_PER_HOST / lease.countWorkers());
  const deliverer = lifecycle.add(
    'deliverer',
    createDeliverer({ prisma, instanceId, senders, readAhead, deliveryJobs, perHost, now, log }),
    (d) => d.close(),
  );
  const persistDeps = {
    prisma,
    findSettings,
    kept,
    dispatch,
    exchanges: directory.list,
    seal,
    limits: config.limits,
    now,
    log,
  };
  const findChosenIds = queueStore.claims?.findChosenIds ?? null;
  const persistGroup = createPersistGroup({ ...persistDeps, findChosenIds });

  const voice = config.voice ? lifecycle.add('voice', await openVoice(config.voice, log), (v) => v.close()) : null;
  const createTelephony =
    parts.createTelephony ?? ((exchange, handlers: TelephonyHandlers) => createAsteriskAri(exchange, handlers, log));
  const holders = lifecycle.add(
    'exchange holders',
    openExchanges({
      databaseUrl: config.database.url,
      exchanges: config.exchanges.map((exchange) => ({ ...exchange, ...(voice && { speak: voice.speak }) })),
      directory,
      prisma,
      queueStore,
      scenarioJobs,
      handleEvent: (...told) => metrics.inPlace(scenarioQueue.name, handleEvent(...told)),
      createTelephony,
      files,
      claimDial: (dial) => claim(prisma, dial, instanceId, now(), config.budget),
      now,
      log,
    }),
    (h) => h.close(),
  );
  // The queue store may be away. Without its notes, equal forms are known by what they hold.
  const findChosenIfThere: typeof findChosenIds = findChosenIds && ((ids) => findChosenIds(ids).catch(() => new Map()));
  const persistFromInbox = createPersistGroup({ ...persistDeps, findChosenIds: findChosenIfThere });
  const sweepInbox = createSweepInbox({ prisma, instanceId, persistGroup: persistFromInbox, now, log });
  lifecycle.add(
    'sweeper',
    createSweeper({
      prisma,
      handleEvent,
      sweepDeliveries: deliverer.sweep,
      sweepInbox,
      sweepExchange: async () => {
        // Together: what is stranded does not wait for an exchange that does not answer.
        const [found, stranded] = await Promise.all([
          holders.sweep(),
          sweepStranded({ prisma, exchanges: directory.list, handleEvent, now, log }),
        ]);
        return found + stranded;
      },
      onFound: metrics.onFound,
      now,
      log,
    }),
    (s) => s.close(),
  );

  lifecycle.add(
    'files sweep',
    sweepFiles({ prisma, files, recordingDays: config.files.recordingDays, now, log }),
    (s) => s.close(),
  );

  const workers = [
    queueStore.openWorker(submissionsQueue, ({ sealed }) => giveWay().then(() => persistGroup(sealed))),
    queueStore.openWorker(scenarioQueue, handleJob),
    ...[emailQueue, forwardQueue, notificationQueue].map((queue) =>
      queueStore.openWorker(queue, (job) => giveWay().then(() => beginDelivery(job))),
    ),
  ];
  lifecycle.add('workers', workers, (opened) => Promise.all(opened.map((worker) => worker.close())));

  if (config.metrics) {
    const name = submissionsQueue.name;
    queues.set(
      name,
      lifecycle.add(`${name} queue`, queueStore.openQueue(submissionsQueue), (q) => q.close()),
    );
    addWorkerGauges(registry, { queues, prisma, exchanges: own, listHeard: directory.listHeard, now });
  }
  const isReady = (): Promise<boolean> =>
    db.ping().then(
      () => true,
      () => false,
    );
  const internal = await openMetrics(config.metrics, { registry, database: db, queueStore, isReady, log });
  lifecycle.add('metrics', internal, (m) => m.close());
  return {
    isHolding: (name) => directory.listHeard().some((heard) => name === undefined || heard === name),
    internalUrl: internal.url,
    close: () => lifecycle.close(),
  };
}
