import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';

import { addGauge, type Reading } from './add-gauge.ts';

const NAME = 'ringback_test_things';

/** The lines of a gauge that is read once for each of `readings`. */
async function scrape(labelNames: string[], ...readings: Promise<Reading[]>[]): Promise<string[]> {
  const registry = new Registry();
  addGauge(registry, { name: NAME, help: 'Things', labelNames }, () => readings.shift() ?? Promise.resolve([]));
  let text = '';
  while (readings.length > 0) text = await registry.metrics();
  return text.split('\n').filter((line) => line.startsWith(NAME));
}

describe('addGauge', () => {
  it('has the values of its last reading and no earlier ones', async () => {
    const first = Promise.resolve([
      { labels: { kind: 'a' }, value: 1 },
      { labels: { kind: 'b' }, value: 2 },
    ]);
    const second = Promise.resolve([{ labels: { kind: 'b' }, value: 3 }]);
    expect(await scrape(['kind'], first, second)).toEqual([`${NAME}{kind="b"} 3`]);
  });

  it.each([[[]], [['kind']]])('has no value, not even a nought, when it cannot be read (labels %j)', async (labels) => {
    expect(await scrape(labels, Promise.reject(new Error('away')))).toEqual([]);
  });

  it('has no value when reading takes too long', async () => {
    expect(await scrape([], new Promise(() => {}))).toEqual([]);
  });
});
