import { readDeliveryCursor, type DeliveryCursor, type DeliveryFilter } from '@ringback/db';
import Joi from 'joi';

/** The parameters of `GET /api/v1/deliveries`. */
export interface DeliveryQuery extends DeliveryFilter {
  limit: number;
  cursor?: DeliveryCursor;
}

const moment = Joi.date().iso().min('1970-01-01').max('2970-01-01');

const filter = {
  state: Joi.string().valid('pending', 'delivered', 'failed', 'refused'),
  kind: Joi.string().valid('forward', 'email', 'notification'),
  event: Joi.string().valid('submission', 'lead.accepted', 'call.started', 'call.finished', 'webhook.off'),
  widgetHash: Joi.string().hex().length(32),
  leadId: Joi.string().uuid(),
  target: Joi.string().trim().max(200).pattern(/\0/, { invert: true, name: 'no zero byte' }),
  from: moment,
  to: moment,
};

const cursor = Joi.string()
  .max(200)
  .custom((value: string, helpers) => readDeliveryCursor(value) ?? helpers.error('cursor.unknown'))
  .messages({ 'cursor.unknown': '{{#label}} must be the nextCursor of an earlier answer' });

export const deliveryQuery = Joi.object<DeliveryQuery>({
  ...filter,
  limit: Joi.number().integer().min(1).max(100).default(50),
  cursor,
});

/** The body of `POST /api/v1/deliveries/replay`. */
export interface ReplayRequest {
  filter: DeliveryFilter;
  /** As an earlier answer has told it; without it nothing is sent. */
  count?: number;
}

export const replayRequest = Joi.object<ReplayRequest>({
  // Everything that was ever sent, sent again, is nobody's wish.
  filter: Joi.object(filter)
    .min(1)
    .required()
    .messages({ 'object.min': '{{#label}} must not be empty: it would mean all deliveries' }),
  count: Joi.number().integer().min(0),
});
