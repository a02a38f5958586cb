import type { ProblemCatalogue } from '@ringback/http';
import { DomainError } from '@ringback/runtime';

/** Every code of the REST API. Each has a heading in docs/problems.md. */
export const PROBLEMS = {
  'invalid-parameters': { status: 400, title: 'Invalid parameters' },
  'not-signed-in': { status: 401, title: 'Not signed in' },
  'wrong-credentials': { status: 401, title: 'Wrong e-mail or password' },
  'operators-only': { status: 403, title: 'For operators only' },
  'foreign-origin': { status: 403, title: 'Request from another site' },
  'lead-not-found': { status: 404, title: 'Unknown lead' },
  'delivery-not-found': { status: 404, title: 'Unknown delivery' },
  'file-not-found': { status: 404, title: 'Unknown file' },
  'recording-not-found': { status: 404, title: 'Unknown recording' },
  'block-not-found': { status: 404, title: 'Unknown entry of a block list' },
  'widget-not-found': { status: 404, title: 'Unknown widget' },
  'webhook-not-found': { status: 404, title: 'Unknown webhook' },
  'route-not-found': { status: 404, title: 'Unknown address' },
  'lead-finished': { status: 409, title: 'Lead finished' },
  'recording-not-ready': { status: 409, title: 'Recording not ready' },
  'count-changed': { status: 409, title: 'The count has changed' },
  'rotation-under-way': { status: 409, title: 'Rotation under way' },
  'template-not-valid': { status: 422, title: 'Template not valid' },
  'mail-server-not-allowed': { status: 422, title: 'Mail server not allowed' },
  'too-many-tries': { status: 429, title: 'Too many tries' },
  'mail-not-set-up': { status: 501, title: 'Mail not set up' },
  'letter-not-sent': { status: 502, title: 'Letter not sent' },
} as const satisfies ProblemCatalogue;

export type ProblemCode = keyof typeof PROBLEMS;

/** A `DomainError` whose code is in the catalogue. */
export class ConsoleError extends DomainError {
  override readonly name = 'ConsoleError';

  constructor(code: ProblemCode, message: string, details: Record<string, unknown> = {}) {
    super(code, message, details);
  }
}
