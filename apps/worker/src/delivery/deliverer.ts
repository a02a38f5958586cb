import {
  claimDeliveries,
  claimOverdueDeliveries,
  findFollowers,
  putBackDeliveries,
  recordDeliveryTries,
  type ClaimedDelivery,
  type EndedTry,
  type NewDelivery,
  type PrismaClient,
} from '@ringback/db';
import type { Logger } from '@ringback/runtime';

import type { DeliveryQueues } from '../scenario/dispatcher.ts';
import { halfEnded } from './half-ended.ts';
import { createHostWatch, type HostWatch } from './host-watch.ts';
import { inGroups } from './in-groups.ts';
import { laneOf } from './lane-of.ts';
import { createLanes } from './lanes.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { planNextTry } from './plan-next-try.ts';
import { createTryOnce, type MadeTry, type SendDelivery } from './try-once.ts';
import { createWebhookWatch, type WebhookWatch } from './webhook-watch.ts';

export interface DelivererDeps {
  prisma: PrismaClient;
  instanceId: string;
  senders: Record<NewDelivery['kind'], SendDelivery>;
  /** Told of a delivery that a sender will get soon. */
  readAhead?: (delivery: ClaimedDelivery) => void;
  deliveryJobs: DeliveryQueues;
  /** How many tries go to one host at a time. */
  perHost: () => number;
  now: () => Date;
  log: Logger;
}

export interface Deliverer {
  /** Makes the try of a delivery that is due, once, whoever else wants to; resolves when it has ended. */
  deliver: (deliveryId: string) => Promise<void>;
  /** Takes a delivery in hand that is due; its try ends when it ends. */
  begin: (deliveryId: string) => Promise<void>;
  /** Takes in hand what has been due since `before` and nobody has, as much as can be tried; answers how many. */
  sweep: (before: Date) => Promise<number>;
  /** Resolves when nothing is in hand. */
  idle: () => Promise<void>;
  /** Waits for the tries that are being made; what waits in line is given back. */
  close: () => Promise<void>;
}

const SWEEP_LIMIT = 256;
const SWEEP_PATIENCE_MS = 1000;
/** Of one host, in this worker. What is over it waits in the database. */
const MAX_WAITING = 2000;
/** Of all hosts. */
const MAX_HELD = 10_000;
const MAX_RUNNING = 512;
const CROWDED_SECONDS = 5;

/** A delivery in hand: waiting in line or being tried. */
interface Held {
  delivery: ClaimedDelivery;
  lane: string;
  /** It waits in no line any more: tried, or given back. */
  left: PromiseWithResolvers<void>;
  /** What came of it is written down. */
  ended: PromiseWithResolvers<void>;
}

export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { prisma, instanceId, now, log } = deps;
  const inHand = new Map<string, Promise<void>>();
  const hosts = createHostWatch(prisma, now);
  const webhooks = createWebhookWatch(prisma, now);
  const tryOnce = createTryOnce({ ...deps, whyOff: webhooks.whyOff });
  let closing = false;

  const record = inGroups((ended: EndedTry[]) => recordEach(prisma, ended));
  const putBack = inGroups(async (deliveries: Parameters<typeof putBackDeliveries>[2]) => {
    await putBackDeliveries(prisma, instanceId, deliveries);
    return deliveries.map(() => null);
  });
  const wait = async ({ delivery }: Held, seconds: number): Promise<void> => {
    const { id, attemptNumber } = delivery;
    await putBack({ id, attemptNumber, dueAt: new Date(now().getTime() + seconds * 1000) });
  };

  const lanes = createLanes<Held>({
    run: async (held) => {
      try {
        const pause = closing ? now() : await hosts.pauseOf(held.lane);
        if (pause) {
          // The others come after the pause, not all at the same moment.
          const seconds = Math.max(0, (pause.getTime() - now().getTime()) / 1000) + (closing ? 0 : spread());
          wait(held, seconds).then(held.ended.resolve, held.ended.reject);
          return true;
        }
        const made = await tryOnce(held.delivery);
        // The host need not wait until the try is written down.
        settle(tools, held, made).then(held.ended.resolve, held.ended.reject);
        return !made.isSilent;
      } catch (err) {
        held.ended.reject(err);
        return true;
      } finally {
        held.left.resolve();
      }
    },
    onNear: ({ delivery, lane }) => {
      // What waits for a silent host is put back without having been needed.
      if (!hosts.isSilent(lane)) deps.readAhead?.(delivery);
    },
    widest: () => Math.max(1, deps.perHost()),
    maxWaiting: MAX_WAITING,
    maxRunning: MAX_RUNNING,
  });

  const take = (delivery: ClaimedDelivery): Held => {
    const held: Held = {
      delivery,
      lane: laneOf(delivery),
      left: Promise.withResolvers<void>(),
      ended: Promise.withResolvers<void>(),
    };
    if (!lanes.add(held.lane, held)) {
      held.left.resolve();
      wait(held, CROWDED_SECONDS + spread()).then(held.ended.resolve, held.ended.reject);
    }
    const { promise } = held.ended;
    inHand.set(delivery.id, promise);
    promise
      .catch((err: unknown) => {
        // It is found again by the sweep.
        log.warn({ err, deliveryId: delivery.id }, 'delivery failed by a fault of ours');
      })
      .finally(() => inHand.delete(delivery.id));
    return held;
  };

  // One claim at a time: what this worker has claimed, it would be given again before it is in hand.
  const claimNext = oneAtATime();
  const hold = inGroups((ids: string[]) =>
    claimNext(async () => {
      const wanted = closing || inHand.size >= MAX_HELD ? [] : ids.filter((id) => !inHand.has(id));
      const claimed = wanted.length === 0 ? [] : await claimDeliveries(prisma, wanted, instanceId, now());
      const taken = new Map(claimed.map((delivery) => [delivery.id, take(delivery).ended.promise]));
      return ids.map((id) => ({ ended: taken.get(id) }));
    }),
  );
  const begin = async (deliveryId: string): Promise<void> => {
    await hold(deliveryId);
  };

  const tools: SettleTools = { ...deps, record, hosts, webhooks, begin };

  const idle = async (): Promise<void> => {
    while (inHand.size > 0) await Promise.allSettled(inHand.values());
  };

  return {
    deliver: async (deliveryId) => {
      const { ended } = await hold(deliveryId);
      await ended;
    },
    begin,
    sweep: async (before) => {
      await Promise.all([hosts.refresh(), webhooks.refresh()]);
      let found = 0;
      let inLine: Promise<void>[] = [];
      for (let isFull = true; isFull && !closing && inHand.size < MAX_HELD;) {
        const held = await claimNext(async () => {
          const query = { instanceId, inHand: [...inHand.keys()], before, now: now(), limit: SWEEP_LIMIT };
          return (await claimOverdueDeliveries(prisma, query)).map(take);
        });
        found += held.length;
        isFull = held.length === SWEEP_LIMIT;
        // Of those before: while the next are claimed, these are tried, and those are written down.
        if (isFull) await halfEnded(inLine, SWEEP_PATIENCE_MS);
        inLine = held.map(({ left }) => left.promise);
      }
      if (found > 0) log.info({ found }, 'overdue deliveries were found');
      return found;
    },
    idle,
    close: async () => {
      closing = true;
      await idle();
    },
  };
}

/** Seconds that keep what waited for the same thing from coming at the same moment. */
function spread(): number {
  return 5 * Math.random();
}

interface SettleTools extends DelivererDeps {
  record: (ended: EndedTry) => Promise<Error | null>;
  hosts: HostWatch;
  webhooks: WebhookWatch;
  begin: (deliveryId: string) => Promise<void>;
}

/** Writes a try down, and does what follows of it. */
async function settle(tools: SettleTools, { delivery, lane }: Held, made: MadeTry): Promise<void> {
  const { record, hosts, webhooks, now, log } = tools;
  const { at, durationMs, outcome, wasSent, isSilent } = made;
  const after = planNextTry(outcome, delivery.tries + 1, outcome.scheduleSeconds, now(), Math.random());
  const fault = await record({ delivery, tried: { ...outcome, at, durationMs }, after });
  if (fault) throw fault;
  const { id: deliveryId, leadId, kind, event, attemptNumber } = delivery;
  const { state } = after;
  log.info(
    { leadId, deliveryId, kind, event, attemptNumber, state, responseStatus: outcome.responseStatus },
    'delivery was tried',
  );
  if (kind === 'notification' && wasSent) await webhooks.onTried(delivery, outcome);
  if (after.nextAttemptAt !== null) await addNextJob(tools, delivery, after.nextAttemptAt);
  if (kind === 'notification' && event === 'call.started' && delivery.tries === 0) await beginFollowers(tools, leadId);
  if (wasSent) await (isSilent ? hosts.onSilence(lane) : hosts.onAnswer(lane));
}

/** The end of a call may have waited for its start to be told. */
async function beginFollowers({ prisma, begin, now }: SettleTools, leadId: string): Promise<void> {
  for (const id of await findFollowers(prisma, [leadId], now())) await begin(id);
}

/** A job that could not be added is no loss: the sweeper finds the row. */
async function addNextJob(
  { deliveryJobs, now, log }: DelivererDeps,
  { id, leadId, kind, event, attemptNumber, widgetHash }: ClaimedDelivery,
  dueAt: Date,
): Promise<void> {
  const delayMs = Math.max(1, dueAt.getTime() - now().getTime());
  const options = { jobId: `${id}-${attemptNumber + 1}`, delayMs };
  await deliveryJobs[kind].add(event, { deliveryId: id, leadId, widgetHash }, options).catch((err: unknown) => {
    log.warn({ err, deliveryId: id }, 'job was not added');
  });
}

/** What Postgres refuses in one try is not the fault of the others. */
async function recordEach(prisma: PrismaClient, ended: EndedTry[]): Promise<(Error | null)[]> {
  const store = (tries: EndedTry[]): Promise<null> => recordDeliveryTries(prisma, tries).then(() => null);
  try {
    await store(ended);
    return ended.map(() => null);
  } catch (err) {
    if (ended.length === 1) throw err;
    return Promise.all(ended.map((each) => store([each]).catch(toError)));
  }
}

function toError(err: unknown): Error {
  return err instanceof Error ? err : new Error('a try could not be stored', { cause: err });
}
