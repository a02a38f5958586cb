import type { ObjectSchema } from 'joi';

/** Validates an environment against one schema and throws one error that names everything that is wrong. */
export function readEnvironment<T>(schema: ObjectSchema<T>, env: Record<string, string | undefined>): T {
  // An empty variable is how compose files and shells say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.validate(given, { abortEarly: false, stripUnknown: true });
  if (result.error) throw new Error(`invalid environment: ${result.error.message}`);
  return result.value;
}
