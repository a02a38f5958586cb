import { setTimeout as sleep } from 'node:timers/promises';

import { loadExchanges, tellExchangeDown, tellExchangeUp, type KnownExchange, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import type { ExchangeFacts } from '@ringback/scenario';

export interface ExchangeDirectoryDeps {
  prisma: PrismaClient;
  /** Under which this process tells what it holds. */
  instanceId: string;
  /** What this process may hold. */
  own: readonly Pick<ExchangeFacts, 'name' | 'routes'>[];
  now: () => Date;
  log: Logger;
}

/** Which exchanges there are, and which of them work, over all workers. */
export interface ExchangeDirectory {
  /** In the same order in every worker; never empty. */
  list: () => ExchangeFacts[];
  /** What this process holds and hears. */
  listHeard: () => string[];
  /** Whether events of an exchange flow to this process. Never rejects. */
  tell: (name: string, isUp: boolean) => Promise<void>;
  close: () => Promise<void>;
}

const EVERY_MS = 1000;
/** Long enough for a worker that is killed to be followed by another. */
const UP_FOR_MS = 5000;

/** Keeps what the workers tell each other of exchanges: read and renewed every second, so that no decision waits for it. */
export async function openExchangeDirectory(deps: ExchangeDirectoryDeps): Promise<ExchangeDirectory> {
  const { prisma, instanceId, own, now, log } = deps;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const heard = new Set<string>();
  let told: KnownExchange[] = [];

  const tell = async (name: string, isUp: boolean): Promise<void> => {
    const routes = own.find((one) => one.name === name)?.routes ?? 1;
    const upUntil = new Date(now().getTime() + UP_FOR_MS);
    if (isUp) heard.add(name);
    else heard.delete(name);
    const saved = isUp
      ? tellExchangeUp(prisma, { name, routes, upUntil }, instanceId)
      : tellExchangeDown(prisma, name, instanceId);
    await saved.catch((err: unknown) => {
      log.warn({ err, exchange: name }, 'state of the exchange was not stored');
    });
  };
  const read = async (): Promise<void> => {
    for (const name of heard) await tell(name, true);
    told = await loadExchanges(prisma).catch(() => told);
  };
  const loop = async (): Promise<void> => {
    while (!isStopping()) {
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (!isStopping()) await read();
    }
  };
  await read();
  const ended = loop();

  return {
    list: () => {
      const mine = own.map(({ name, routes }) => ({ name, routes, upUntil: null }));
      const known = new Map([...mine, ...told].map((exchange) => [exchange.name, exchange]));
      return [...known.values()]
        .map(({ name, routes, upUntil }) => ({ name, routes, isUp: heard.has(name) || isLater(upUntil, now()) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    listHeard: () => [...heard],
    tell,
    close: async () => {
      stopping.abort();
      await ended;
      for (const name of heard) await tell(name, false);
    },
  };
}

function isLater(moment: Date | null, than: Date): boolean {
  return moment !== null && moment > than;
}
