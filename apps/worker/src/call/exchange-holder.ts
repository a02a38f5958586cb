import { setTimeout as sleep } from 'node:timers/promises';

import {
  findOverdueEffects,
  markEffectsDone,
  tryHolderLock,
  type DialClaim,
  type DialToClaim,
  type HolderLock,
  type PrismaClient,
} from '@ringback/db';
import type { FileStore } from '@ringback/files';
import { callQueueOf, type JobQueue, type JobWorker, type QueueStore, type ScenarioJob } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';
import type { LinkState, Telephony, TelephonyHandlers } from '@ringback/telephony';

import { grouped } from '../grouped.ts';
import type { HandleEvent } from '../scenario/handle-event.ts';
import { createFetchRecordings, type FetchRecordings } from './fetch-recordings.ts';
import { keepOwnLegs } from './own-legs.ts';
import { createEffectPerformer, type EffectPerformer, type OrderedEffect } from './perform-effect.ts';
import { reconcile } from './reconcile.ts';
import { repeatPrompts } from './repeat-prompts.ts';
import { createReportLeg, type ReportLeg } from './report-leg.ts';

export interface ExchangeHolderDeps {
  databaseUrl: string;
  exchangeName: string;
  prisma: PrismaClient;
  queueStore: QueueStore;
  scenarioJobs: JobQueue<ScenarioJob>;
  handleEvent: HandleEvent;
  createTelephony: (handlers: TelephonyHandlers) => Telephony;
  files: FileStore;
  claimDial: (dial: DialToClaim) => Promise<DialClaim>;
  /** Hears whether events flow to this process. */
  onHeard: (isUp: boolean) => void;
  now: () => Date;
  log: Logger;
}

export interface ExchangeHolder {
  /** Carries out an effect, if this process is the holder; else the holder's sweeper will. */
  perform: (effectId: string) => Promise<void>;
  /** Carries out an effect that this process has just stored; null when it is not the one to do so. */
  begin: (effect: OrderedEffect) => Promise<void> | null;
  /** Resolves when no order waits in this process, which may not be the holder. */
  calm: () => Promise<void>;
  /** Does what is overdue at the exchange, if this process holds it; answers how many orders that were. */
  sweep: () => Promise<number>;
  isHolding: () => boolean;
  close: () => Promise<void>;
}

const RETRY_LOCK_MS = 500;
const RECONCILE_EVERY_MS = 2000;
const OVERDUE_MS = 2000;
const SWEEP_LIMIT = 200;
const MARK_EVERY_MS = 100;

/** What a process has open while it is the holder. */
interface Held {
  telephony: Telephony;
  effects: EffectPerformer;
  dialsInFlight: ReadonlyMap<string, Promise<void>>;
  reportLeg: ReportLeg;
  /** What is being made of events that were heard. */
  reports: ReadonlySet<Promise<void>>;
  recordings: FetchRecordings;
  worker: JobWorker;
  link: LinkState;
  reconciledAt: number;
  replaced: Promise<void>;
}

/**
 * Keeps one exchange, as long as this process is the one to do it: only the holder has the event socket, takes `call`
 * jobs and gives orders. The others wait for the lock. A lost lock does not close a working socket: the process that
 * wins it opens its own, the exchange says `ApplicationReplaced`, and only then this one lets go.
 */
export function createExchangeHolder(deps: ExchangeHolderDeps): ExchangeHolder {
  const { log, exchangeName } = deps;
  const stopping = new AbortController();
  let held: Held | null = null;

  const holdOnce = async (lock: HolderLock): Promise<void> => {
    const opened = openExchange(deps);
    held = opened;
    log.info({ exchange: exchangeName }, 'exchange is held');
    const kept = await keepLock(deps, lock, opened, stopping.signal);
    held = null;
    deps.onHeard(false);
    await opened.worker.close();
    await opened.effects.idle();
    // Cuts a recording that is on its way; it is fetched again.
    await opened.telephony.close();
    await opened.recordings.ended();
    await Promise.allSettled(opened.reports);
    // Not before: the next holder must find nobody at work.
    await kept?.release();
    log.info({ exchange: exchangeName }, 'exchange is not held any more');
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const lock = await tryHolderLock(deps.databaseUrl, exchangeName);
      if (lock) await holdOnce(lock);
      else await pause(stopping.signal);
    }
  };
  const ended = loop();

  return {
    isHolding: () => held?.link === 'up',
    perform: async (effectId) => {
      await held?.effects.perform(effectId);
    },
    begin: (effect) => held?.effects.begin(effect) ?? null,
    calm: async () => {
      await held?.effects.calm();
    },
    sweep: async () => (held?.link === 'up' ? sweepExchange(deps, held) : 0),
    close: async () => {
      stopping.abort();
      await ended;
    },
  };
}

function openExchange(deps: ExchangeHolderDeps): Held {
  const { exchangeName: exchange, prisma, files, claimDial, now, log } = deps;
  const ownLegs = keepOwnLegs();
  const report = createReportLeg(deps);
  const reportLeg: ReportLeg = (event, at) => {
    if (event.type === 'leg-ended') ownLegs.set(event.callId, 'ended');
    return report(event, at);
  };
  const { promise: replaced, resolve: onReplaced } = Promise.withResolvers<void>();
  const state: { link: LinkState; reconciledAt: number } = { link: 'lost', reconciledAt: 0 };
  const reports = new Set<Promise<void>>();
  const telephony = deps.createTelephony({
    onEvent: ({ at, ...told }) => {
      const event = told.type === 'leg-ended' ? { ...told, answeredAt: told.answeredAt?.toISOString() ?? null } : told;
      const reported = reportLeg(event, at).finally(() => reports.delete(reported));
      reports.add(reported);
    },
    onLink: (link) => {
      log.info({ exchange, link }, 'link to the exchange changed');
      state.link = link;
      state.reconciledAt = 0;
      deps.onHeard(link === 'up');
      if (link === 'replaced') onReplaced();
      if (link === 'up') {
        repeatPrompts({ prisma, exchange, telephony, now, log }).catch((err: unknown) => {
          log.warn({ err }, 'prompts were not said again');
        });
      }
    },
  });
  const dialsInFlight = new Map<string, Promise<void>>();
  const markDone = grouped(async (effectIds: string[]) => {
    await markEffectsDone(prisma, effectIds, now());
    // Nothing waits for it, and who comes meanwhile goes together.
    await sleep(MARK_EVERY_MS);
    return effectIds;
  });
  const effects = createEffectPerformer({
    prisma,
    exchange,
    telephony,
    dialsInFlight,
    ownLegs,
    claimDial,
    isLinkUp: () => state.link === 'up',
    onDialRefused: (leadId, callId, reason) =>
      deps.handleEvent(leadId, { type: 'dial-refused', callId, reason }, now()),
    onLegEnded: (end) => reportLeg(end, now()),
    markDone: async (effectId) => {
      await markDone(effectId);
    },
    now,
    log,
  });
  const worker = deps.queueStore.openWorker(callQueueOf(exchange), ({ effectId }) => effects.perform(effectId));
  const recordings = createFetchRecordings({ prisma, exchange, telephony, files, now, log });
  return Object.assign(state, { telephony, effects, dialsInFlight, reportLeg, reports, recordings, worker, replaced });
}

/** Orders that nobody carried out, then what the exchange knows better than we do. */
async function sweepExchange(deps: ExchangeHolderDeps, held: Held): Promise<number> {
  const { exchangeName: exchange, prisma, now, log } = deps;
  const found = await findOverdueEffects(prisma, exchange, new Date(now().getTime() - OVERDUE_MS), SWEEP_LIMIT);
  const overdue = found.filter(({ id }) => !held.effects.isInHand(id));
  const performAll = overdue.map(async ({ id, leadId }) => {
    log.warn({ leadId, effectId: id }, 'overdue effect was found');
    await held.effects.perform(id).catch((err: unknown) => {
      log.warn({ err, effectId: id }, 'overdue effect failed');
    });
  });
  await Promise.all(performAll);
  if (now().getTime() - held.reconciledAt < RECONCILE_EVERY_MS) return overdue.length;
  held.reconciledAt = now().getTime();
  const { telephony, reportLeg } = held;
  const dialsInFlight = held.dialsInFlight.keys();
  held.recordings.begin();
  await reconcile({ prisma, exchange, telephony, reportLeg, dialsInFlight, now, log });
  return overdue.length;
}

/**
 * Until another process has taken the exchange over, or this one stops; answers the lock that it still has then. A lost
 * lock is tried for again meanwhile.
 */
async function keepLock(
  { databaseUrl, exchangeName, log }: ExchangeHolderDeps,
  lock: HolderLock,
  opened: Held,
  stopping: AbortSignal,
): Promise<HolderLock | null> {
  const stopped = new Promise<void>((resolve) => {
    stopping.addEventListener('abort', () => {
      resolve();
    });
  });
  const isOver = (): boolean => stopping.aborted || opened.link === 'replaced';
  let current: HolderLock | null = lock;
  while (!isOver()) {
    await Promise.race([opened.replaced, stopped, current ? current.lost : pause(stopping)]);
    if (isOver()) break;
    if (current) log.warn({ exchange: exchangeName }, 'lock of the exchange was lost');
    current = await tryHolderLock(databaseUrl, exchangeName);
  }
  return current;
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(RETRY_LOCK_MS, undefined, { signal }).catch(() => {});
}
