import { setTimeout as sleep } from 'node:timers/promises';

import { Lifecycle, type Logger } from '@ringback/runtime';
import { collectDefaultMetrics, type Registry } from 'prom-client';

import { addGauge, type Reading } from './add-gauge.ts';
import { openInternalServer } from './internal-server.ts';
import type { MetricsConfig } from './metrics-config.ts';
import { shareReading } from './share-reading.ts';
import { watchClocks, type ReadClock } from './watch-clocks.ts';

/** What is measured in every process. */
export interface MeasuredParts {
  registry: Registry;
  database: { readClock: ReadClock; countConnections: () => Record<string, number> };
  /** Without a clock of its own it is in the database. */
  queueStore: { readClock: ReadClock | null };
  /** Whether the process can do its work now. */
  isReady: () => Promise<boolean>;
  log: Logger;
}

export interface OpenMetrics {
  /** Of the internal server; null when there is none. */
  url: string | null;
  close: () => Promise<void>;
}

/** Less than a gauge is waited for. */
const UP_WITHIN_MS = 800;

/** Watches the clocks, and with a `config` serves the registry, with what every process measures, on the internal port. */
export async function openMetrics(config: MetricsConfig | undefined, parts: MeasuredParts): Promise<OpenMetrics> {
  const { registry, database, queueStore, isReady, log } = parts;
  const lifecycle = new Lifecycle(log);
  const clocks: Record<string, ReadClock> = { postgres: shareReading(database.readClock) };
  if (queueStore.readClock) clocks['redis'] = shareReading(queueStore.readClock);
  lifecycle.add('clock watch', watchClocks(clocks, registry, log), (watch) => watch.close());
  if (!config) return { url: null, close: () => lifecycle.close() };

  collectDefaultMetrics({ register: registry });
  addGauge(
    registry,
    { name: 'ringback_store_up', help: 'Whether a store answers this process in time', labelNames: ['store'] },
    () => Promise.all(Object.entries(clocks).map(([store, readClock]) => readWhetherUp(store, readClock))),
  );
  addGauge(
    registry,
    {
      name: 'ringback_postgres_pool_connections',
      help: 'Connections of the pool by state, and callers that wait for one',
      labelNames: ['state'],
    },
    () =>
      Promise.resolve(
        Object.entries(database.countConnections()).map(([state, value]) => ({ labels: { state }, value })),
      ),
  );
  const server = await openInternalServer(config, { registry, isReady, log }).catch(async (err: unknown) => {
    await lifecycle.close();
    throw err;
  });
  lifecycle.add('internal server', server, (open) => open.close());
  return { url: server.url, close: () => lifecycle.close() };
}

async function readWhetherUp(store: string, readClock: ReadClock): Promise<Reading> {
  const answers = readClock().then(
    () => true,
    () => false,
  );
  const isUp = await Promise.race([answers, sleep(UP_WITHIN_MS, false, { ref: false })]);
  return { labels: { store }, value: isUp ? 1 : 0 };
}
