import { parseArgs } from 'node:util';

export interface DeliveryFlags {
  /** Requests under way at a time, and connections to the receiver. */
  concurrency: number;
  /** Requests of one run of the client. */
  requests: number;
  rounds: number;
  /** Deliveries that the whole engine makes. */
  deliveries: number;
  /** Deliveries to the fast and to the dead host each. */
  isolation: number;
  pairs: number;
  /** What is measured. */
  parts: string[];
}

const PARTS = ['client', 'engine', 'isolation'];

export function readFlags(args: string[]): DeliveryFlags {
  const { values } = parseArgs({
    args,
    options: {
      concurrency: { type: 'string', default: '32' },
      requests: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '3' },
      deliveries: { type: 'string', default: '200000' },
      isolation: { type: 'string', default: '1000' },
      pairs: { type: 'string', default: '5' },
      part: { type: 'string', multiple: true, default: PARTS },
    },
  });
  return {
    concurrency: Number(values.concurrency),
    requests: Number(values.requests),
    rounds: Number(values.rounds),
    deliveries: Number(values.deliveries),
    isolation: Number(values.isolation),
    pairs: Number(values.pairs),
    parts: values.part,
  };
}
