/**
 * What deliveries cost, and whether a dead host slows a fast one: `npm run bench:delivery -- --part client`.
 */
import process from 'node:process';

import { createLogger, Lifecycle } from '@ringback/runtime';

import { spreadOf } from '../report/median.ts';
import { describeMachine, printTable, say } from '../report/print.ts';
import { compareClients, type ClientRun } from './compare-clients.ts';
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

const medianOf = (runs: ClientRun[], pick: (run: ClientRun) => number): number => spreadOf(runs.map(pick)).median;

try {
  const machine = describeMachine();
  const stand = await openStand(lifecycle, log);
  const does = (part: string): boolean => flags.parts.includes(part);
  const clients = await compareClients(`${stand.receiver.url}/webhook`, flags);
  const engine = does('engine') ? await measureEngine(stand, flags) : null;
  const isolation = does('isolation') ? await measureIsolation(stand, flags) : null;
  const bare = medianOf(clients.bare, ({ perSecond }) => perSecond);
  const rows = [
    { what: 'bare undici.request', perSecond: bare, cpu: medianOf(clients.bare, (run) => run.cpuMicroseconds) },
    {
      what: 'client',
      perSecond: medianOf(clients.client, ({ perSecond }) => perSecond),
      cpu: medianOf(clients.client, (run) => run.cpuMicroseconds),
    },
    ...(engine ? [{ what: 'whole engine', perSecond: engine.perSecond, cpu: engine.cpuMicroseconds }] : []),
  ];
  printTable(
    rows.map(({ what, perSecond, cpu }) => ({
      deliveries: what,
      'per second': perSecond.toFixed(0),
      'beside bare': (perSecond / bare).toFixed(2),
      'CPU us each': cpu.toFixed(0),
    })),
  );
  if (engine) say(`memory, MB: ${JSON.stringify(engine.memory)}`);
  if (isolation) say(`p99 beside a dead host / alone: ${isolation.ratio.median.toFixed(2)}`);
  say(JSON.stringify({ bench: 'delivery', machine, flags, figures: { clients, engine, isolation } }));
} finally {
  await lifecycle.close();
}
