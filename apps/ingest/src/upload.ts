import type { IncomingMessage } from 'node:http';

import { FORM_LIMITS, isMultipart } from '@ringback/submission';

import type { FileLimits } from './ingest-widget.ts';

/** Whether a form is too large to be held in memory, or may be: one that does not say its length. */
export function isUpload({ headers }: IncomingMessage): boolean {
  return (
    Number(headers['content-length'] ?? Infinity) > FORM_LIMITS.bodyBytes && isMultipart(headers['content-type'] ?? '')
  );
}

/**
 * How long a form with files may be. As much again as is kept is read and thrown away: a lead whose file is too large is
 * kept without it.
 */
export function largestUpload({ maxCount, maxBytes }: FileLimits): number {
  return 2 * maxCount * maxBytes + FORM_LIMITS.bodyBytes;
}
