import process from 'node:process';

import type { Latencies, LoadReport } from './messages.ts';

/** Counts answers and takes their times. */
export interface Tally {
  answered: (status: number, milliseconds: number) => void;
  sentLate: (milliseconds: number) => void;
  report: () => LoadReport;
}

export function createTally(): Tally {
  const answers: Record<string, number> = {};
  const times: number[] = [];
  const lateness: number[] = [];
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  return {
    answered: (status, milliseconds) => {
      answers[status] = (answers[status] ?? 0) + 1;
      times.push(milliseconds);
    },
    sentLate: (milliseconds) => {
      lateness.push(milliseconds);
    },
    report: () => {
      const seconds = (performance.now() - startedAt) / 1000;
      const { user, system } = process.cpuUsage(cpuAtStart);
      return {
        answers,
        accepted: answers['200'] ?? 0,
        refused: times.length - (answers['200'] ?? 0),
        seconds,
        latencies: readLatencies(times),
        sentLateP99: quantile(Float64Array.from(lateness).sort(), 0.99),
        cpuSeconds: (user + system) / 1e6,
      };
    },
  };
}

export function readLatencies(times: number[]): Latencies {
  const sorted = Float64Array.from(times).sort();
  return {
    p50: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    p99: quantile(sorted, 0.99),
    max: quantile(sorted, 1),
  };
}

/** The smallest value that this share of all does not exceed. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
