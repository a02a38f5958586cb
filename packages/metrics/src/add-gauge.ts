import { setTimeout as sleep } from 'node:timers/promises';

import { Gauge, type Registry } from 'prom-client';

export interface GaugeDefinition {
  name: string;
  help: string;
  labelNames?: string[];
}

export interface Reading {
  labels?: Record<string, string>;
  value: number;
}

const READ_WITHIN_MS = 1000;

/** A gauge that is read when it is asked for. What cannot be read in time has no value, which is better than an old one. */
export function addGauge(
  registry: Registry,
  { name, help, labelNames = [] }: GaugeDefinition,
  read: () => Promise<Reading[]>,
): void {
  const gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    collect: async () => {
      const late = sleep(READ_WITHIN_MS, [], { ref: false });
      const readings = await Promise.race([read().catch(() => []), late]);
      gauge.reset();
      // Without labels, a reset leaves a nought.
      if (labelNames.length === 0) gauge.remove();
      for (const { labels = {}, value } of readings) gauge.set(labels, value);
    },
  });
}
