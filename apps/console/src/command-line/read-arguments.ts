import { DomainError } from '@ringback/runtime';
import type { ObjectSchema } from 'joi';

/** What was typed makes no sense; the message says all that is wrong with it. */
export class ArgumentError extends DomainError {
  override readonly name = 'ArgumentError';
  constructor(message: string, options?: ErrorOptions) {
    super('wrong-arguments', message, {}, options);
  }
}

/** `parse` splits the words of a command line, `schema` says what they must be. */
export function readArguments<T>(schema: ObjectSchema<T>, parse: () => object): T {
  let given: object;
  try {
    given = parse();
  } catch (err) {
    throw new ArgumentError(err instanceof Error ? err.message : String(err), { cause: err });
  }
  const result = schema.validate(given, { abortEarly: false });
  if (result.error) throw new ArgumentError(result.error.message, { cause: result.error });
  return result.value;
}
