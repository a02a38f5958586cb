import { FieldCollector } from './field-collector.ts';
import { FormTooLargeError } from './form-errors.ts';
import { FORM_LIMITS, type FormLimits } from './form-limits.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';
import { remember } from './remember.ts';

/** What a site writes into the `action` of a form; a longer one holds what visitors have typed. */
const MAX_ACTION_LENGTH = 400;

/** A collector with the fields of the query, which come before those of the body. */
export function collectQuery(query: string, limits: FormLimits): FieldCollector {
  if (query.length > limits.queryBytes) {
    throw new FormTooLargeError(`The query is longer than ${limits.queryBytes} bytes.`);
  }
  const collector = new FieldCollector(limits);
  if (query.length <= MAX_ACTION_LENGTH && limits === FORM_LIMITS) collector.begin(readAction(query));
  else parseUrlencoded(Buffer.from(query, 'latin1'), collector);
  return collector;
}

const readAction = remember((query): FieldCollector => {
  const collector = new FieldCollector(FORM_LIMITS);
  parseUrlencoded(Buffer.from(query, 'latin1'), collector);
  return collector;
});
