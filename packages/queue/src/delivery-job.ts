import Joi from 'joi';

import type { QueueDefinition } from './queue-definition.ts';

/** One try of a delivery that is due, by the id of its row. */
export interface DeliveryJob {
  deliveryId: string;
  leadId: string;
  widgetHash: string;
}

/** The queues of letters, forwards and notifications differ in name and width only. */
export function defineDeliveryQueue(name: string, concurrency: number): QueueDefinition<DeliveryJob> {
  return {
    name,
    schema: Joi.object({
      deliveryId: Joi.string().uuid().required(),
      leadId: Joi.string().uuid().required(),
      widgetHash: Joi.string().hex().length(32).required(),
    }),
    concurrency,
    attempts: 5,
    backoff: { type: 'exponential', delay: 500 },
  };
}
