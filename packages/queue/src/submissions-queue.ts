import Joi from 'joi';

import type { QueueDefinition } from './queue-definition.ts';

/** Submissions that were accepted together. */
export interface SubmissionsJob {
  leadIds: string[];
  widgetHashes: string[];
  /** The accepted submissions as JSON, sealed; empty once they are stored. */
  sealed: string;
}

export const submissionsQueue: QueueDefinition<SubmissionsJob> = {
  name: 'submissions',
  schema: Joi.object({
    leadIds: Joi.array().items(Joi.string().uuid()).min(1).required(),
    widgetHashes: Joi.array().items(Joi.string().hex().length(32)).required(),
    sealed: Joi.string().allow('').required(),
  }),
  forget: (data) => ({ ...data, sealed: '' }),
  concurrency: 4,
  // A submission exists nowhere else yet: it is tried until it is stored, however long Postgres is away.
  attempts: 1_000_000,
  backoff: { type: 'fixed', delay: 1000 },
};
