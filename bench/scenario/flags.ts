import { parseArgs } from 'node:util';

export interface ScenarioFlags {
  store: 'redis' | 'postgres';
  /** Leads per second, one run for each. */
  rates: number[];
  /** How long each rate is kept up. */
  seconds: number;
  /** Calls that go on at once; 0 leaves this part out. */
  concurrent: number;
  /** Leads per second while they become so many. */
  rampRate: number;
  /** Leads that wait for their time; 0 leaves this part out. */
  deferred: number;
  logLevel: string;
}

export function readFlags(args: string[]): ScenarioFlags {
  const { values } = parseArgs({
    args,
    options: {
      store: { type: 'string', default: 'redis' },
      rates: { type: 'string', default: '10,20,30,40,50,60' },
      seconds: { type: 'string', default: '10' },
      concurrent: { type: 'string', default: '2000' },
      'ramp-rate': { type: 'string', default: '20' },
      deferred: { type: 'string', default: '200000' },
      'log-level': { type: 'string', default: 'info' },
    },
  });
  if (values.store !== 'redis' && values.store !== 'postgres') throw new Error('--store is redis or postgres');
  return {
    store: values.store,
    rates: values.rates.split(',').map(Number),
    seconds: Number(values.seconds),
    concurrent: Number(values.concurrent),
    rampRate: Number(values['ramp-rate']),
    deferred: Number(values.deferred),
    logLevel: values['log-level'],
  };
}
