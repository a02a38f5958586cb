import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { Logger } from '@ringback/runtime';
import type { NextFunction, Request, Response } from 'express';

interface RequestContext {
  /** Also the `instance` of problem details. */
  id: string;
  log: Logger;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** Gives each request an id and a logger, and tells its outcome. A URL's query can carry a phone number: it is never logged. */
export function requestLog(log: Logger) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const id = randomUUID();
    const child = log.child({ requestId: id });
    contexts.set(req, { id, log: child });
    const { method, path } = req;
    const startedAt = performance.now();
    res.once('close', () => {
      const durationMs = Math.round(performance.now() - startedAt);
      child.debug({ method, path, status: res.statusCode, durationMs }, 'request ended');
    });
    next();
  };
}

/** The id and the logger that `requestLog` gave to the request. */
export function requestContext(req: IncomingMessage): RequestContext {
  const context = contexts.get(req);
  if (!context) throw new Error('requestLog does not stand before this handler');
  return context;
}
