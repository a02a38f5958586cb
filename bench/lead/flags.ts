import { parseArgs } from 'node:util';

export interface LeadFlags {
  store: 'redis' | 'postgres';
  /** Leads that are accepted before the worker starts. */
  inFlight: number;
  /** Leads per second of the paced run; null: half of what the worker has done without a pause. */
  rate: number | null;
  /** How long the paced run accepts. */
  seconds: number;
  logLevel: string;
  profileDir: string | null;
}

export function readFlags(args: string[]): LeadFlags {
  const { values } = parseArgs({
    args,
    options: {
      store: { type: 'string', default: 'redis' },
      'in-flight': { type: 'string', default: '10000' },
      rate: { type: 'string' },
      seconds: { type: 'string', default: '30' },
      'log-level': { type: 'string', default: 'info' },
      profile: { type: 'string' },
    },
  });
  if (values.store !== 'redis' && values.store !== 'postgres') throw new Error('--store is redis or postgres');
  return {
    store: values.store,
    inFlight: Number(values['in-flight']),
    rate: values.rate === undefined ? null : Number(values.rate),
    seconds: Number(values.seconds),
    logLevel: values['log-level'],
    profileDir: values.profile ?? null,
  };
}
