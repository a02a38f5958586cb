import { FieldCollector } from './field-collector.ts';
import { FormTooLargeError } from './form-errors.ts';
import type { FormLimits } from './form-limits.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';

/** A collector with the fields of the query, which come before those of the body. */
export function collectQuery(query: string, limits: FormLimits): FieldCollector {
  if (query.length > limits.queryBytes) {
    throw new FormTooLargeError(`The query is longer than ${limits.queryBytes} bytes.`);
  }
  const collector = new FieldCollector(limits);
  parseUrlencoded(Buffer.from(query, 'latin1'), collector);
  return collector;
}
