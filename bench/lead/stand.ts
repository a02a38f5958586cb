import { randomBytes } from 'node:crypto';

import type { Lifecycle, Logger } from '@ringback/runtime';

import { startDriver, type Driver } from '../load/start-driver.ts';
import { storeEnvironment, WIDE_LIMITS, type Environment } from '../measured/environment.ts';
import { startMeasured, type MeasuredProcess } from '../measured/start-measured.ts';
import { seedWidgets } from '../seed-widgets.ts';
import { openPostgres, openRedis, type BenchPostgres, type BenchRedis } from '../stores.ts';

export interface StandFlags {
  store: 'redis' | 'postgres';
  logLevel: string;
  profileDir: string | null;
}

/** A worker and its exchange: what is fresh in each run. */
export interface Crew {
  worker: MeasuredProcess;
  exchange: MeasuredProcess;
  close: () => Promise<void>;
}

/** Everything that a lead meets on its way, each part in a process of its own. */
export interface Stand {
  postgres: BenchPostgres;
  redis: BenchRedis | null;
  driver: Driver;
  ingest: MeasuredProcess;
  /** `timeScale` is of the simulated people: how fast they answer, and how long they are patient. */
  startCrew: (timeScale: number) => Promise<Crew>;
  /** Path and query of the forms, one for each widget. */
  paths: string[];
}

/** Each with its own manager: the calls of one widget must not stand in line for one telephone. */
const WIDGETS = 50;

const WEBHOOK_SECRET = `whsec_${randomBytes(32).toString('base64')}`;

export async function openStand(flags: StandFlags, lifecycle: Lifecycle, log: Logger): Promise<Stand> {
  const start = async (name: string, script: string, env: Environment, profileDir: string | null = null) =>
    lifecycle.add(name, await startMeasured(new URL(script, import.meta.url), env, { profileDir }), (p) => p.close());
  const postgres = await openPostgres(lifecycle, log);
  const redis = flags.store === 'redis' ? await openRedis(lifecycle) : null;
  const site = await start('site', 'http-sink.ts', {});
  const mail = await start('mail server', 'smtp-sink.ts', {});
  const ari = { ARI_USERNAME: 'ringback', ARI_PASSWORD: randomBytes(16).toString('hex') };
  const ours: Environment = {
    ...storeEnvironment({ redisUrl: redis?.url ?? null, databaseUrl: postgres.url }),
    RINGBACK_SECRET_KEY: randomBytes(32).toString('base64'),
    FILES_DIR: '.local/bench/files',
    ...WIDE_LIMITS,
    LOG_LEVEL: flags.logLevel,
  };
  const hashes = await seedWidgets(postgres.url, { count: WIDGETS, settings: settingsOf(site.url) }, log);
  const ingest = await start('ingest', '../ingest/ingest-server.ts', ours);
  const startCrew = async (timeScale: number): Promise<Crew> => {
    const people = { ...ari, TIME_SCALE: String(timeScale), LOG_LEVEL: flags.logLevel };
    const exchange = await start('exchange', 'exchange.ts', people);
    const letters = { SMTP_URL: mail.url, MAIL_FROM: 'Ringback <robot@ringback.example>' };
    const env = { ...ours, ...ari, ...letters, ARI_URL: exchange.url };
    const worker = await start('worker', 'worker.ts', env, flags.profileDir);
    const close = async (): Promise<void> => {
      await worker.close();
      await exchange.close();
    };
    return { worker, exchange, close };
  };
  const backUrl = encodeURIComponent(`${site.url}/handler`);
  return {
    postgres,
    redis,
    driver: lifecycle.add('driver', await startDriver(), (d) => d.close()),
    ingest,
    startCrew,
    paths: hashes.map((hash) => `/formReceiver?widgetHash=${hash}&isSend=1&backUrl=${backUrl}`),
  };
}

/** A letter, a forward and a webhook for each lead. */
function settingsOf(siteUrl: string): object {
  return {
    sites: [new URL(siteUrl).host],
    repeatWindowSeconds: 0,
    // Nobody is given up because this machine is slow.
    managerRingTimeoutSeconds: 300,
    visitorRingTimeoutSeconds: 300,
    briefing: { timeoutSeconds: 300 },
    retry: { intervalsSeconds: [] },
    letterTo: ['owner@shop.example'],
    webhooks: [{ url: `${siteUrl}/webhook`, secrets: [WEBHOOK_SECRET] }],
  };
}
