import type { openApiSchemas } from './openapi-schemas.ts';

type SchemaName = keyof typeof openApiSchemas;

export const NOT_SIGNED_IN = { 401: refuse('Neither a valid API key nor a session.') };

export const hashInPath = {
  name: 'hash',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[0-9a-fA-F]{32}$' },
};

export function query(name: string, description: string, schema: object) {
  return { name, in: 'query', description, schema };
}

export function uuidInPath(name: string) {
  return { name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
}

export function body(name: SchemaName) {
  return { required: true, content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } };
}

export function answer(name: SchemaName, description: string) {
  return { description, content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } };
}

export function refuse(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
