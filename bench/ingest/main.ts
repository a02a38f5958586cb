/**
 * How many submissions one ingest process accepts in a second, beside the least and the obvious that one could do
 * instead: `npm run bench:ingest -- --store redis --rounds 5 --seconds 5`.
 */
import process from 'node:process';

import { describeMachine, say } from '../report/print.ts';
import { runBench } from '../run-bench.ts';
import { compare } from './compare.ts';
import { readFlags } from './flags.ts';
import { printFigures } from './print-figures.ts';

const flags = readFlags(process.argv.slice(2));

await runBench(30, async (lifecycle, log) => {
  const machine = describeMachine();
  const figures = await compare(flags, lifecycle, log);
  printFigures(flags, figures);
  say(JSON.stringify({ bench: 'ingest', machine, flags, figures }));
});
