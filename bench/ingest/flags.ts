import { parseArgs } from 'node:util';

import { BODY_KINDS, type BodyKind } from '../load/form-bodies.ts';

export interface IngestFlags {
  store: 'redis' | 'postgres';
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
  connections: number;
  /** What the forms are. */
  body: BodyKind;
  /** Requests per second of the latency runs; null: half of what the slowest takes. */
  rate: number | null;
  groupCommit: boolean;
  logLevel: string;
  profileDir: string | null;
}

export function readFlags(args: string[]): IngestFlags {
  const { values } = parseArgs({
    args,
    options: {
      store: { type: 'string', default: 'redis' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '2' },
      connections: { type: 'string', default: '64' },
      body: { type: 'string', default: 'small' },
      rate: { type: 'string' },
      'one-by-one': { type: 'boolean', default: false },
      'log-level': { type: 'string', default: 'info' },
      profile: { type: 'string' },
    },
  });
  if (values.store !== 'redis' && values.store !== 'postgres') throw new Error('--store is redis or postgres');
  const body = BODY_KINDS.find((kind) => kind === values.body);
  if (!body) throw new Error(`--body is one of ${BODY_KINDS.join(', ')}`);
  return {
    body,
    store: values.store,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    warmUpSeconds: Number(values['warm-up']),
    connections: Number(values.connections),
    rate: values.rate === undefined ? null : Number(values.rate),
    groupCommit: !values['one-by-one'],
    logLevel: values['log-level'],
    profileDir: values.profile ?? null,
  };
}
