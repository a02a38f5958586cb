import { printTable, say } from '../report/print.ts';
import type { Latencies } from '../load/messages.ts';
import type { LeadFlags } from './flags.ts';
import type { LeadFigures } from './live.ts';
import type { LeadRun } from './measure.ts';

export function printFigures({ store }: LeadFlags, { drained, paced }: LeadFigures): void {
  const runs: [string, LeadRun][] = [
    [`${drained.leads} in flight`, drained],
    [`${paced.rate} per second`, paced],
  ];
  say(`\nWhole lives of leads on ${store}, one worker process\n`);
  printTable(
    runs.map(([run, { leadsPerSecond, statuses, queriesPerLead, jobsPerLead, toFirstRing, toEnd }]) => ({
      run,
      'leads/s': leadsPerSecond.toFixed(1),
      reached: `${statuses['200/200'] ?? 0} of ${sum(statuses)}`,
      'queries per lead': queriesPerLead.toFixed(1),
      'jobs per lead': sum(jobsPerLead).toFixed(1),
      'to first ring, ms': describe(toFirstRing),
      'to end, ms': describe(toEnd),
    })),
  );
  const processes = Object.keys(drained.cpu);
  printTable(
    processes.map((process) => ({
      process,
      ...Object.fromEntries(runs.map(([run, { cpu }]) => [`${run}: CPU ms per lead`, (cpu[process] ?? 0).toFixed(2)])),
      'peak MB': (paced.memory[process] ?? Number.NaN).toFixed(0),
    })),
  );
  say('What Postgres was asked for one lead:\n');
  printTable(
    paced.statements.map(({ sql, calls, milliseconds }) => ({
      statement: sql,
      calls: (calls / paced.leads).toFixed(2),
      ms: (milliseconds / paced.leads).toFixed(3),
    })),
  );
}

function describe({ p50, p99, max }: Latencies): string {
  return `p50 ${p50.toFixed(0)} p99 ${p99.toFixed(0)} max ${max.toFixed(0)}`;
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
