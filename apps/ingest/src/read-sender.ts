import { isIP } from 'node:net';

import type { Request } from 'express';

import type { Sender } from './accept-submission.ts';

/** The address is what Express makes of the proxies that are trusted; empty when that is no address. */
export function readSender(request: Request): Sender {
  const ip = (request.ip ?? '').replace(/^::ffff:/i, '').replace(/%.*$/, '');
  return {
    ip: isIP(ip) === 0 ? '' : ip,
    userAgent: request.headers['user-agent'] ?? null,
    origin: request.headers.origin ?? null,
    referer: request.headers.referer ?? null,
  };
}
