/**
 * What whole lives of leads cost with one worker process: `npm run bench:lead -- --store redis --in-flight 10000`.
 */
import process from 'node:process';

import { describeMachine, say } from '../report/print.ts';
import { runBench } from '../run-bench.ts';
import { live } from './live.ts';
import { readFlags } from './flags.ts';
import { printFigures } from './print-figures.ts';

const flags = readFlags(process.argv.slice(2));

await runBench(30, async (lifecycle, log) => {
  const machine = describeMachine();
  const figures = await live(flags, lifecycle, log);
  printFigures(flags, figures);
  say(JSON.stringify({ bench: 'lead', machine, flags, figures }));
});
