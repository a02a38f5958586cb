import type { ObjectSchema } from 'joi';

/** One queue: its name, what a job carries (ids, never personal data in clear), how often our own faults are retried. */
export interface QueueDefinition<Data extends object> {
  name: string;
  schema: ObjectSchema<Data>;
  /** How many jobs of this queue one worker process runs at a time. */
  concurrency: number;
  /** Tries for our own faults; a client's fault is never retried here. */
  attempts: number;
  /** What is left in the queue store of the data of a job that is done; without it, everything. */
  forget?: (data: Data) => Data;
  /** Milliseconds between tries, or before the first of them. */
  backoff: { type: 'fixed' | 'exponential'; delay: number };
}
