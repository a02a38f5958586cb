/**
 * What deliveries cost, and whether a dead host slows a fast one: `npm run bench:delivery -- --part client`. In less than
 * two minutes: `npm run bench:delivery -- --requests 10000 --deliveries 40000 --pairs 3`.
 */
import process from 'node:process';

import { createLogger, Lifecycle } from '@ringback/runtime';

import { spreadOf } from '../report/median.ts';
import { describeMachine, printTable, say } from '../report/print.ts';
import { compareClients, runBare, type ClientRun } from './compare-clients.ts';
import { readFlags } from './flags.ts';
import { measureEngine } from './measure-engine.ts';
import { measureIsolation } from './measure-isolation.ts';
import { openStand } from './stand.ts';

const LIMIT_MS = 10 * 60_000;

const flags = readFlags(process.argv.slice(2));
const log = createLogger('bench', { level: 'error' });
const lifecycle = new Lifecycle(log);
const stop = (): void => void lifecycle.close().then(() => process.exit(1));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
setTimeout(stop, LIMIT_MS).unref();

interface Row {
  what: string;
  perSecond: number;
  cpu: number;
  /** Beside bare. */
  ratio: number;
  cpuRatio: number;
  target: number | null;
}

const perSecondOf = (run: ClientRun): number => run.perSecond;
const cpuOf = (run: ClientRun): number => run.cpuMicroseconds;
const medianOf = (runs: ClientRun[], pick: (run: ClientRun) => number): number => spreadOf(runs.map(pick)).median;

try {
  const machine = describeMachine();
  const stand = await openStand(lifecycle, log);
  const does = (part: string): boolean => flags.parts.includes(part);
  const url = `${stand.receiver.url}/webhook`;
  const clients = await compareClients(url, flags);
  const engine = does('engine') ? await measureEngine(stand, flags) : null;
  // A machine that others use is not the same a minute later.
  const bareRuns = engine ? [...clients.bare, ...(await runBare(url, flags))] : clients.bare;
  const isolation = does('isolation') ? await measureIsolation(stand, flags) : null;
  const bare = { perSecond: medianOf(bareRuns, perSecondOf), cpu: medianOf(bareRuns, cpuOf) };
  const client = { perSecond: medianOf(clients.client, perSecondOf), cpu: medianOf(clients.client, cpuOf) };
  const rows: Row[] = [
    { what: 'bare undici.request', ...bare, ratio: 1, cpuRatio: 1, target: null },
    {
      what: 'client',
      ...client,
      ratio: clients.ratio.median,
      cpuRatio: 1 / clients.cpuRatio.median,
      target: 0.85,
    },
  ];
  if (engine) {
    const { perSecond, cpuMicroseconds: cpu } = engine;
    const ratio = perSecond / bare.perSecond;
    rows.push({ what: 'whole engine', perSecond, cpu, ratio, cpuRatio: cpu / bare.cpu, target: 0.3 });
  }
  printTable(
    rows.map(({ what, perSecond, ratio, target, cpu, cpuRatio }) => ({
      deliveries: what,
      'per second': perSecond.toFixed(0),
      'beside bare': ratio.toFixed(2),
      target: target === null ? '' : `${String(target)} ${ratio >= target ? 'met' : 'missed'}`,
      'CPU us each': cpu.toFixed(0),
      'CPU beside bare': cpuRatio.toFixed(2),
    })),
  );
  if (engine) say(`CPU of Postgres, us each: ${engine.postgresCpuMicroseconds.toFixed(0)}`);
  if (engine) say(`memory, MB: ${JSON.stringify(engine.memory)}`);
  if (isolation) say(`p99 beside a dead host / alone: ${isolation.ratio.median.toFixed(2)} (target below 1.5)`);
  say(JSON.stringify({ bench: 'delivery', machine, flags, figures: { clients, bareRuns, engine, isolation } }));
} finally {
  await lifecycle.close();
}
