/**
 * What slow clients do to the others: how long forms wait for their answers while a thousand posts are half open, and
 * while none is: `npm run bench:slow-clients -- --slow 1000 --rate 500 --rounds 5 --seconds 12`.
 */
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { createLogger, Lifecycle } from '@ringback/runtime';

import type { LoadJob, LoadReport } from '../load/messages.ts';
import { startDriver } from '../load/start-driver.ts';
import { storeEnvironment, WIDE_LIMITS } from '../measured/environment.ts';
import { startMeasured } from '../measured/start-measured.ts';
import { spreadOf } from '../report/median.ts';
import { describeMachine, printTable, say } from '../report/print.ts';
import { seedWidgets } from '../seed-widgets.ts';
import { openPostgres, openRedis } from '../stores.ts';
import { openHalfOpenPosts } from './half-open-posts.ts';

const LIMIT_MS = 10 * 60_000;
const CONNECTIONS = 32;
/** Those that wait behind slow clients may wait so many times as long. */
const TARGET = 2;

interface Round {
  alone: LoadReport;
  beside: LoadReport;
  halfOpen: number;
  cutOff: number;
}

const { values } = parseArgs({
  options: {
    slow: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '12' },
  },
});
const [slow, rate, rounds, seconds] = [values.slow, values.rate, values.rounds, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
];
const log = createLogger('bench', { level: 'warn' });
const lifecycle = new Lifecycle(log);
const stop = (): void => void lifecycle.close().then(() => process.exit(1));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
setTimeout(stop, LIMIT_MS).unref();

try {
  const machine = describeMachine();
  const figures = await measure();
  print(figures);
  say(JSON.stringify({ bench: 'slow-clients', machine, flags: { slow, rate, rounds, seconds }, figures }));
} finally {
  await lifecycle.close();
}

async function measure(): Promise<Round[]> {
  const postgres = await openPostgres(lifecycle, log);
  const redis = await openRedis(lifecycle);
  const [hash = ''] = await seedWidgets(postgres.url, { count: 1, settings: {} }, log);
  const ingest = await startMeasured(new URL('../ingest/ingest-server.ts', import.meta.url), {
    ...storeEnvironment({ redisUrl: redis.url, databaseUrl: postgres.url }),
    ...WIDE_LIMITS,
    RINGBACK_SECRET_KEY: randomBytes(32).toString('base64'),
    FILES_DIR: '.local/bench/files',
  });
  lifecycle.add('ingest', ingest, (p) => p.close());
  const driver = lifecycle.add('driver', await startDriver(), (d) => d.close());
  const path = `/formReceiver?widgetHash=${hash}`;
  const job = { url: ingest.url, body: 'small', paths: [path], connections: CONNECTIONS, rate } satisfies Omit<
    LoadJob,
    'seconds'
  >;
  while (!(await fetch(`${ingest.url}/readyz`)).ok);
  await driver.run({ ...job, seconds: 2 });
  const figures: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const alone = await driver.run({ ...job, seconds });
    const posts = await openHalfOpenPosts(ingest.url, path, slow);
    const beside = await driver.run({ ...job, seconds });
    figures.push({ alone, beside, halfOpen: posts.count(), cutOff: posts.cutOff() });
    posts.close();
  }
  return figures;
}

function print(figures: Round[]): void {
  const row = (name: string, read: (round: Round) => LoadReport): Record<string, string> => {
    const of = (value: (report: LoadReport) => number): number =>
      spreadOf(figures.map((figure) => value(read(figure)))).median;
    return {
      name,
      p50: of(({ latencies }) => latencies.p50).toFixed(1),
      p90: of(({ latencies }) => latencies.p90).toFixed(1),
      p99: of(({ latencies }) => latencies.p99).toFixed(1),
      'max of all': Math.max(...figures.map((figure) => read(figure).latencies.max)).toFixed(1),
      refused: String(figures.reduce((sum, figure) => sum + read(figure).refused, 0)),
    };
  };
  say(`\n${rate} forms per second at fixed times, medians of ${rounds} rounds of ${seconds} s: milliseconds\n`);
  printTable([row('alone', ({ alone }) => alone), row(`beside ${slow} half-open posts`, ({ beside }) => beside)]);
  const ratios = figures.map(({ alone, beside }) => beside.latencies.p99 / alone.latencies.p99);
  const { median, spread } = spreadOf(ratios);
  const cutOff = figures.reduce((sum, figure) => sum + figure.cutOff, 0);
  say(`half open at the end of each round: ${figures.map(({ halfOpen }) => halfOpen).join(', ')}; cut off: ${cutOff}`);
  say(
    `p99 beside / alone: ${median.toFixed(2)} (±${(spread * 100).toFixed(0)} %), at most ${TARGET}: ${verdict(median)}\n`,
  );
}

function verdict(median: number): string {
  return median <= TARGET ? 'reached' : 'MISSED';
}
