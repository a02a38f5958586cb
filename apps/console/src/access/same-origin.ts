import type { NextFunction, Request, Response } from 'express';

import { ConsoleError } from '../problems.ts';

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that change something and that another site made a browser send. A browser says where a request comes
 * from; what says nothing is no browser and carries no cookie of ours against its owner's will.
 */
export function requireSameOrigin(publicUrl: string) {
  return (req: Request, _res: Response, next: NextFunction): void => {
    if (!CHANGES_NOTHING.has(req.method) && !isSameOrigin(req, publicUrl)) {
      throw new ConsoleError('foreign-origin', 'The request was made by a page of another site.');
    }
    next();
  };
}

function isSameOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = req.get('origin');
  if (origin === undefined || origin === publicUrl) return true;
  // The console may be reached by several names, `localhost` and `127.0.0.1` for one.
  return URL.canParse(origin) && new URL(origin).host === req.get('host');
}
