import type { CallJob, JobQueue } from '@ringback/queue';
import type { ExchangeFacts } from '@ringback/scenario';
import type { AsteriskAriConfig, Telephony, TelephonyHandlers } from '@ringback/telephony';

import type { ExchangeDirectory } from './exchange-directory.ts';
import { createExchangeHolder, type ExchangeHolder, type ExchangeHolderDeps } from './exchange-holder.ts';
import type { OrderedEffect } from './perform-effect.ts';

/** One exchange that a worker may hold. */
export interface ExchangeConfig extends AsteriskAriConfig {
  /** Of the lock, of the queue, and in the settings of widgets. */
  name: string;
}

export interface OpenExchangesDeps extends Omit<ExchangeHolderDeps, 'exchangeName' | 'createTelephony' | 'onHeard'> {
  exchanges: ExchangeConfig[];
  directory: ExchangeDirectory;
  createTelephony: (exchange: ExchangeConfig, handlers: TelephonyHandlers) => Telephony;
}

export interface Exchanges {
  /** Carries out an effect, if this process holds its exchange; else the holder's sweeper will. */
  perform: (exchange: string, effectId: string) => Promise<void>;
  /** Carries out an effect that this process has just stored; null when it is not the one to do so. */
  begin: (ordered: OrderedEffect) => Promise<void> | null;
  /** Resolves when no order for any of them waits in this process. */
  calm: () => Promise<void>;
  sweep: () => Promise<number>;
  close: () => Promise<void>;
}

/** Tries to hold each of the exchanges; one process may hold any number of them. */
export function openExchanges({ exchanges, directory, createTelephony, ...deps }: OpenExchangesDeps): Exchanges {
  const holders = new Map<string, ExchangeHolder>();
  for (const exchange of exchanges) {
    const { name } = exchange;
    const holder = createExchangeHolder({
      ...deps,
      exchangeName: name,
      createTelephony: (handlers) => createTelephony(exchange, handlers),
      onHeard: (isUp) => void directory.tell(name, isUp),
    });
    holders.set(name, holder);
  }
  const all = [...holders.values()];
  return {
    perform: async (exchange, effectId) => {
      await holders.get(exchange)?.perform(effectId);
    },
    begin: (ordered) => holders.get(ordered.effect.exchange)?.begin(ordered) ?? null,
    calm: async () => {
      await Promise.all(all.map((holder) => holder.calm()));
    },
    sweep: async () => {
      const found = await Promise.all(all.map((holder) => holder.sweep()));
      return found.reduce((sum, count) => sum + count, 0);
    },
    close: async () => {
      await Promise.all(all.map((holder) => holder.close()));
    },
  };
}

export function factsOf({ name, endpointTemplates }: ExchangeConfig): Pick<ExchangeFacts, 'name' | 'routes'> {
  return { name, routes: endpointTemplates.length };
}

/** One queue for each exchange, opened when its first order comes: a worker may know of exchanges that it cannot hold. */
export function createCallJobs(open: (exchange: string) => JobQueue<CallJob>): (exchange: string) => JobQueue<CallJob> {
  const opened = new Map<string, JobQueue<CallJob>>();
  return (exchange) => {
    const queue = opened.get(exchange) ?? open(exchange);
    opened.set(exchange, queue);
    return queue;
  };
}
