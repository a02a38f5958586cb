import { spreadOf } from '../report/median.ts';
import { printTable, say } from '../report/print.ts';
import type { Figures, LatencyRun, ThroughputRun } from './compare.ts';
import type { IngestFlags } from './flags.ts';

/** What the project promises of ingest, as a multiple of what it is compared with. */
function targetsOf({ store, body }: IngestFlags): Record<string, number> {
  if (store === 'postgres') return { bare: 3 };
  return body === 'small' ? { floor: 0.55, bare: 1.4 } : { floor: 0.45, bare: 1.3 };
}

export function printFigures(flags: IngestFlags, { rate, throughput, latency }: Figures): void {
  const { store, rounds, seconds, connections, body } = flags;
  say(`\nOn ${store}: medians of ${rounds} rounds of ${seconds} s, ${connections} connections, ${body} forms\n`);
  printTable(Object.entries(throughput).map(throughputRow));
  printRatios(targetsOf(flags), throughput);
  say(`At ${rate} requests per second, sent at fixed times: milliseconds from the time a request was due\n`);
  printTable(Object.entries(latency).map(latencyRow));
}

function throughputRow([server, runs]: [string, ThroughputRun[]]): Record<string, string> {
  const of = (read: (run: ThroughputRun) => number): number => spreadOf(runs.map(read)).median;
  const accepted = spreadOf(runs.map((run) => run.acceptedPerSecond));
  return {
    server,
    'accepted/s': accepted.median.toFixed(0),
    spread: `±${(accepted.spread * 100).toFixed(0)} %`,
    refused: String(runs.reduce((sum, run) => sum + run.refused, 0)),
    'CPU s per 1,000': of((run) => run.serverCpu).toFixed(3),
    "store's": of((run) => run.storeCpu).toFixed(3),
    "driver's": of((run) => run.driverCpu).toFixed(3),
    'driver, share of a core': of((run) => run.driverLoad).toFixed(2),
    "others', cores": of((run) => run.othersLoad).toFixed(2),
    'peak MB': of((run) => run.serverPeakMegabytes).toFixed(0),
  };
}

/** By rounds: what disturbed one round disturbed all servers in it. */
function printRatios(targets: Record<string, number>, throughput: Figures['throughput']): void {
  const ingest = throughput['ingest'] ?? [];
  for (const [other, target] of Object.entries(targets)) {
    const ratios = (throughput[other] ?? []).map(
      (run, round) => (ingest[round]?.acceptedPerSecond ?? 0) / run.acceptedPerSecond,
    );
    const { median, spread } = spreadOf(ratios);
    const verdict = median >= target ? 'reached' : 'MISSED';
    say(`ingest / ${other}: ${median.toFixed(2)} (±${(spread * 100).toFixed(0)} %), target ${target}: ${verdict}`);
  }
  say('');
}

function latencyRow([server, runs]: [string, LatencyRun[]]): Record<string, string> {
  const of = (read: (run: LatencyRun) => number): number => spreadOf(runs.map(read)).median;
  return {
    server,
    p50: of((run) => run.latencies.p50).toFixed(1),
    p90: of((run) => run.latencies.p90).toFixed(1),
    p99: of((run) => run.latencies.p99).toFixed(1),
    'max of all': Math.max(...runs.map((run) => run.latencies.max)).toFixed(1),
    refused: String(runs.reduce((sum, run) => sum + run.refused, 0)),
    'sent late, p99': of((run) => run.sentLateP99).toFixed(1),
    'driver, share of a core': of((run) => run.driverLoad).toFixed(2),
    "server's": of((run) => run.serverLoad).toFixed(2),
  };
}
