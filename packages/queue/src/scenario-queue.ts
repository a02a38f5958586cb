import type { ScenarioEvent } from '@ringback/scenario';
import Joi from 'joi';

import type { QueueDefinition } from './queue-definition.ts';

/** One event of one lead. The job's name is the event's type. */
export interface ScenarioJob {
  leadId: string;
  widgetHash: string | null;
  /** When it happened, ISO 8601. */
  at: string;
  event: ScenarioEvent;
}

export const scenarioQueue: QueueDefinition<ScenarioJob> = {
  name: 'scenario',
  schema: Joi.object({
    leadId: Joi.string().uuid().required(),
    widgetHash: Joi.string().hex().length(32).allow(null).required(),
    at: Joi.string().isoDate().required(),
    event: Joi.object({ type: Joi.string().required() }).unknown().required(),
  }),
  concurrency: 8,
  attempts: 10,
  backoff: { type: 'exponential', delay: 200 },
};
