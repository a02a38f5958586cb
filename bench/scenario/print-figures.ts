import type { Latencies } from '../load/messages.ts';
import { printTable, say } from '../report/print.ts';
import type { ConcurrentRun } from './concurrent.ts';
import type { DeferredRun } from './deferred.ts';
import type { RateRun } from './rates.ts';

export function printRates(runs: RateRun[]): void {
  printTable(
    runs.map(({ rate, firstDial, eventLag, workerCpu, drainSeconds }) => ({
      'leads/s': String(rate),
      'to first dial, ms': describe(firstDial),
      'event lag, ms': describe(eventLag),
      'worker CPU ms per lead': workerCpu.toFixed(1),
      'drained after, s': drainSeconds.toFixed(1),
    })),
  );
}

export function printConcurrent(run: ConcurrentRun): void {
  printTable([
    {
      'calls at once': String(run.calls),
      'leads/s': String(run.rate),
      'to first dial, ms': describe(run.firstDial),
      'event lag, ms': describe(run.eventLag),
      'worker cores': run.workerCores.toFixed(2),
      'worker MB': run.workerMegabytes.toFixed(0),
      'kB per call': run.kilobytesPerCall.toFixed(1),
      'exchange cores': run.exchangeCores.toFixed(2),
    },
  ]);
}

export function printDeferred(run: DeferredRun): void {
  printTable([
    {
      deferred: String(run.deferred),
      'came due': String(run.due),
      'wake-up error, ms': describe(run.wakeUp),
      'Redis MB': run.redisMegabytes?.toFixed(1) ?? '–',
      'worker MB, idle and then': `${run.workerIdleMegabytes.toFixed(0)} ${run.workerMegabytes.toFixed(0)}`,
    },
  ]);
  say('');
}

function describe({ p50, p99, max }: Latencies): string {
  return `p50 ${p50.toFixed(0)} p99 ${p99.toFixed(0)} max ${max.toFixed(0)}`;
}
