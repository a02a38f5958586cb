/**
 * What whole lives of leads cost with one worker process: `npm run bench:lead -- --store redis --in-flight 10000`.
 */
import process from 'node:process';

import { createLogger, Lifecycle } from '@ringback/runtime';

import { describeMachine, say } from '../report/print.ts';
import { live } from './live.ts';
import { readFlags } from './flags.ts';
import { printFigures } from './print-figures.ts';

const LIMIT_MS = 30 * 60_000;

const flags = readFlags(process.argv.slice(2));
const log = createLogger('bench', { level: 'warn' });
const lifecycle = new Lifecycle(log);
const stop = (): void => void lifecycle.close().then(() => process.exit(1));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
setTimeout(stop, LIMIT_MS).unref();

try {
  const machine = describeMachine();
  const figures = await live(flags, lifecycle, log);
  printFigures(flags, figures);
  say(JSON.stringify({ bench: 'lead', machine, flags, figures }));
} finally {
  await lifecycle.close();
}
