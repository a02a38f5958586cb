/**
 * What calls cost one worker process, how fast the first phone rings, and how exactly deferred calls wake up:
 * `npm run bench:scenario -- --concurrent 2000 --deferred 200000`.
 */
import process from 'node:process';

import { openStand } from '../lead/stand.ts';
import { describeMachine, say } from '../report/print.ts';
import { runBench } from '../run-bench.ts';
import { runConcurrent } from './concurrent.ts';
import { runDeferred } from './deferred.ts';
import { readFlags } from './flags.ts';
import { printConcurrent, printDeferred, printRates } from './print-figures.ts';
import { runRates } from './rates.ts';

const flags = readFlags(process.argv.slice(2));

await runBench(30, async (lifecycle, log) => {
  const machine = describeMachine();
  const stand = await openStand({ ...flags, profileDir: null }, lifecycle, log);
  say(`\nCalls with one worker process on ${flags.store}\n`);
  const rates = await runRates(stand, flags);
  printRates(rates);
  const concurrent = flags.concurrent > 0 ? await runConcurrent(stand, flags) : null;
  if (concurrent) printConcurrent(concurrent);
  // Last: what it leaves in the tables would be in the way of the others.
  const deferred = flags.deferred > 0 ? await runDeferred(stand, flags, log) : null;
  if (deferred) printDeferred(deferred);
  say(JSON.stringify({ bench: 'scenario', machine, flags, rates, deferred, concurrent }));
});
