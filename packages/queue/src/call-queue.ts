import { ONLY_EXCHANGE } from '@ringback/scenario';
import Joi from 'joi';

import type { QueueDefinition } from './queue-definition.ts';

/** One instruction for the exchange, by the id of its row. The job's name is the effect's type. */
export interface CallJob {
  effectId: string;
  leadId: string;
  widgetHash: string;
}

/** Orders for the only exchange of most installations, taken only by its holder. */
export const callQueue: QueueDefinition<CallJob> = {
  name: 'call',
  schema: Joi.object({
    effectId: Joi.string().required(),
    leadId: Joi.string().uuid().required(),
    widgetHash: Joi.string().hex().length(32).required(),
  }),
  concurrency: 16,
  attempts: 5,
  backoff: { type: 'exponential', delay: 200 },
};

/** Orders for one exchange. */
export function callQueueOf(exchange: string): QueueDefinition<CallJob> {
  return exchange === ONLY_EXCHANGE ? callQueue : { ...callQueue, name: `${callQueue.name}-${exchange}` };
}
