import { digitsOfPhone, readLeadCursor, type LeadCursor, type LeadFilter } from '@ringback/db';
import Joi from 'joi';

/** The parameters of `GET /api/v1/leads`. */
export interface LeadQuery extends Omit<LeadFilter, 'accountId' | 'after'> {
  limit: number;
  cursor?: LeadCursor;
}

const MIN_PHONE_DIGITS = 4;
const MAX_LIMIT = 100;

const text = Joi.string().trim().empty('').max(200).pattern(/\0/, { invert: true, name: 'no zero byte' });
const moment = Joi.date().iso().min('1970-01-01').max('2970-01-01');

const phone = text
  .custom((value: string, helpers) =>
    digitsOfPhone(value).length >= MIN_PHONE_DIGITS ? value : helpers.error('phone.digits'),
  )
  .messages({ 'phone.digits': `{{#label}} must have at least ${MIN_PHONE_DIGITS} digits` });

const status = Joi.string()
  .custom((value: string, helpers) => readStatus(value) ?? helpers.error('status.pair'))
  .messages({ 'status.pair': '{{#label}} must be a pair such as 487/0, or success, or failure' });

const cursor = Joi.string()
  .max(200)
  .custom((value: string, helpers) => readLeadCursor(value) ?? helpers.error('cursor.unknown'))
  .messages({ 'cursor.unknown': '{{#label}} must be the nextCursor of an earlier answer' });

function readStatus(text: string): LeadFilter['status'] | null {
  if (text === 'success' || text === 'failure') return text;
  const [, manager, visitor] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  return manager === undefined || visitor === undefined ? null : { manager: Number(manager), visitor: Number(visitor) };
}

export const leadQuery = Joi.object<LeadQuery>({
  q: text,
  phone,
  widgetHash: Joi.string().hex().length(32),
  state: Joi.string().valid('accepted', 'scheduled', 'calling', 'talking', 'finished'),
  status,
  from: moment,
  to: moment,
  limit: Joi.number().integer().min(1).max(MAX_LIMIT).default(50),
  cursor,
});
