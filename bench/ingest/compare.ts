import { randomBytes } from 'node:crypto';

import type { Lifecycle, Logger } from '@ringback/runtime';

import { startDriver, type Driver } from '../load/start-driver.ts';
import type { LoadReport } from '../load/messages.ts';
import { storeEnvironment, WIDE_LIMITS } from '../measured/environment.ts';
import { readMachineCpuSeconds } from '../measured/machine-cpu.ts';
import { startMeasured, type MeasuredProcess } from '../measured/start-measured.ts';
import { spreadOf } from '../report/median.ts';
import { seedWidgets } from '../seed-widgets.ts';
import { openPostgres, openRedis, type BenchPostgres, type BenchRedis } from '../stores.ts';
import type { IngestFlags } from './flags.ts';

export type ServerName = 'floor' | 'bare' | 'ingest';

/** One run of one server as fast as it goes. */
export interface ThroughputRun {
  acceptedPerSecond: number;
  refused: number;
  /** CPU seconds for 1,000 accepted. */
  serverCpu: number;
  storeCpu: number;
  driverCpu: number;
  /** How much of one core the driver took: near 1 it is the bottleneck. */
  driverLoad: number;
  serverPeakMegabytes: number;
  /** Cores that processes took which are not of this bench: what they took, the servers did not have. */
  othersLoad: number;
}

/** One run at fixed times. */
export interface LatencyRun extends Pick<LoadReport, 'latencies' | 'sentLateP99' | 'refused'> {
  driverLoad: number;
  serverLoad: number;
}

export interface Figures {
  rate: number;
  throughput: Record<string, ThroughputRun[]>;
  latency: Record<string, LatencyRun[]>;
}

interface Bench {
  flags: IngestFlags;
  driver: Driver;
  serverNames: ServerName[];
  /** Each run has a process of its own: what one remembers of its queue would be missed when the store is emptied. */
  startServer: (name: ServerName) => Promise<MeasuredProcess>;
  paths: string[];
  storeCpuSeconds: () => Promise<number>;
  /** Each run begins with an empty store. */
  empty: () => Promise<void>;
}

const WIDGETS = 16;

/** Runs the servers in turn, round by round, so that what else the machine does meets them all alike. */
export async function compare(flags: IngestFlags, lifecycle: Lifecycle, log: Logger): Promise<Figures> {
  const bench = await openBench(flags, lifecycle, log);
  const throughput: Record<string, ThroughputRun[]> = {};
  for (let round = 0; round < flags.rounds; round += 1) {
    for (const name of bench.serverNames) {
      const run = await withServer(bench, name, (server) => measureThroughput(bench, server));
      (throughput[name] ??= []).push(run);
    }
  }
  const medians = Object.values(throughput).map((runs) => spreadOf(runs.map((run) => run.acceptedPerSecond)).median);
  const rate = flags.rate ?? Math.round(Math.min(...medians) / 2);
  const latency: Record<string, LatencyRun[]> = {};
  for (let round = 0; round < flags.rounds; round += 1) {
    for (const name of bench.serverNames) {
      const run = await withServer(bench, name, (server) => measureLatency(bench, server, rate));
      (latency[name] ??= []).push(run);
    }
  }
  return { rate, throughput, latency };
}

async function openBench(flags: IngestFlags, lifecycle: Lifecycle, log: Logger): Promise<Bench> {
  const postgres = await openPostgres(lifecycle, log);
  const redis = flags.store === 'redis' ? await openRedis(lifecycle) : null;
  const hashes = await seedWidgets(postgres.url, { count: WIDGETS, settings: {} }, log);
  const stores = storeEnvironment({ redisUrl: redis?.url ?? null, databaseUrl: postgres.url });
  const ingestEnvironment = {
    ...stores,
    RINGBACK_SECRET_KEY: randomBytes(32).toString('base64'),
    FILES_DIR: '.local/bench/files',
    ...WIDE_LIMITS,
    GROUP_COMMIT: String(flags.groupCommit),
    LOG_LEVEL: flags.logLevel,
  };
  const startServer = (name: ServerName): Promise<MeasuredProcess> =>
    startMeasured(new URL(`${name}-server.ts`, import.meta.url), name === 'ingest' ? ingestEnvironment : stores, {
      profileDir: flags.profileDir,
    });
  return {
    flags,
    driver: lifecycle.add('driver', await startDriver(), (d) => d.close()),
    serverNames: redis ? ['floor', 'bare', 'ingest'] : ['bare', 'ingest'],
    startServer,
    paths: hashes.map((hash) => `/formReceiver?widgetHash=${hash}`),
    storeCpuSeconds: redis?.cpuSeconds ?? postgres.cpuSeconds,
    empty: () => empty(postgres, redis),
  };
}

async function withServer<Run>(
  { startServer, empty }: Bench,
  name: ServerName,
  measure: (server: MeasuredProcess) => Promise<Run>,
): Promise<Run> {
  await empty();
  const server = await startServer(name);
  try {
    if (name === 'ingest') await waitUntilReady(server);
    return await measure(server);
  } finally {
    await server.close();
  }
}

/** Ingest listens before it has read its widgets. */
async function waitUntilReady({ url }: MeasuredProcess): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await fetch(`${url}/readyz`)).ok) {
    if (performance.now() > deadline) throw new Error('ingest did not become ready');
  }
}

async function empty(postgres: BenchPostgres, redis: BenchRedis | null): Promise<void> {
  await redis?.client.flushall();
  await postgres.client.query('TRUNCATE bullmq.job, bullmq.event, submission_claims CASCADE');
}

async function measureThroughput(bench: Bench, server: MeasuredProcess): Promise<ThroughputRun> {
  const { flags, driver, paths, storeCpuSeconds } = bench;
  const job = { url: server.url, paths, body: flags.body, connections: flags.connections, rate: null };
  await driver.run({ ...job, seconds: flags.warmUpSeconds });
  const before = {
    server: await server.usage(),
    store: await storeCpuSeconds(),
    machine: await readMachineCpuSeconds(),
  };
  const { accepted, refused, seconds, cpuSeconds } = await driver.run({ ...job, seconds: flags.seconds });
  const after = {
    server: await server.usage(),
    store: await storeCpuSeconds(),
    machine: await readMachineCpuSeconds(),
  };
  const serverSeconds = after.server.cpuSeconds - before.server.cpuSeconds;
  const storeSeconds = after.store - before.store;
  const othersSeconds = after.machine - before.machine - serverSeconds - storeSeconds - cpuSeconds;
  const forThousand = (used: number): number => (used / accepted) * 1000;
  return {
    acceptedPerSecond: accepted / seconds,
    refused,
    serverCpu: forThousand(serverSeconds),
    storeCpu: forThousand(storeSeconds),
    driverCpu: forThousand(cpuSeconds),
    driverLoad: cpuSeconds / seconds,
    othersLoad: Math.max(0, othersSeconds / seconds),
    serverPeakMegabytes: after.server.peakResidentBytes / 1e6,
  };
}

async function measureLatency(bench: Bench, server: MeasuredProcess, rate: number): Promise<LatencyRun> {
  const { flags, driver, paths } = bench;
  const job = { url: server.url, paths, body: flags.body, connections: flags.connections, rate };
  await driver.run({ ...job, seconds: 1 });
  const before = await server.usage();
  const { latencies, sentLateP99, refused, cpuSeconds, seconds } = await driver.run({
    ...job,
    seconds: flags.seconds,
  });
  const after = await server.usage();
  const serverLoad = (after.cpuSeconds - before.cpuSeconds) / seconds;
  return { latencies, sentLateP99, refused, driverLoad: cpuSeconds / seconds, serverLoad };
}
