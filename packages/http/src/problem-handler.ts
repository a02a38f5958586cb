import { STATUS_CODES } from 'node:http';

import { DomainError } from '@ringback/runtime';
import type { ErrorRequestHandler } from 'express';

import { requestContext } from './request-log.ts';

/** The public codes of one API. Every code has a heading in the page that `docsUrl` names. */
export type ProblemCatalogue = Record<string, { status: number; title: string }>;

/** Problem details, RFC 9457; the details of the error are extension members. */
interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  [extension: string]: unknown;
}

/**
 * The last middleware of an API: answers every error as `application/problem+json`. A `DomainError` of the catalogue
 * tells its sentence and details, a client's fault that Express found tells its status, and anything else tells nothing
 * but 500 and is logged, once, here.
 */
export function problemHandler(catalogue: ProblemCatalogue, docsUrl: string): ErrorRequestHandler {
  return (err: unknown, req, res, next) => {
    const { id, log } = requestContext(req);
    const problem = describe(err, catalogue, docsUrl, `urn:uuid:${id}`);
    if (problem.status >= 500) log.error({ err }, 'request failed');
    if (res.headersSent) {
      next(err);
      return;
    }
    res.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json');
    res.send(JSON.stringify(problem));
  };
}

function describe(err: unknown, catalogue: ProblemCatalogue, docsUrl: string, instance: string): Problem {
  if (err instanceof DomainError) {
    const known = catalogue[err.code];
    if (known) return { ...err.details, type: `${docsUrl}#${err.code}`, ...known, detail: err.message, instance };
  }
  const status = clientFaultOf(err) ?? 500;
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, instance };
}

/** Express and its parsers put the status on the errors that the client caused. */
function clientFaultOf(err: unknown): number | null {
  if (typeof err !== 'object' || err === null || !('status' in err)) return null;
  const { status } = err;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
