import type { ObjectSchema } from 'joi';

import { ConsoleError } from './problems.ts';

/** What a request asks for, or `invalid-parameters` with everything that is wrong with it. */
export function readParameters<T>(schema: ObjectSchema<T>, given: unknown): T {
  const result = schema.validate(given, { abortEarly: false });
  if (!result.error) return result.value;
  const problems = result.error.details.map(({ path, message }) => ({ parameter: path.join('.'), message }));
  throw new ConsoleError('invalid-parameters', 'The request has parameters that cannot be understood.', { problems });
}
