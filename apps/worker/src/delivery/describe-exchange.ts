import type { HttpExchange } from '@ringback/db';
import type { DeliveryOutcome } from '@ringback/delivery';

import type { TryOutcome } from './plan-next-try.ts';

/** What the log of tries tells of an HTTP request. An answer that repeats what must not be shown is told without it. */
export function describeExchange(
  method: string,
  outcome: DeliveryOutcome,
  hidden: readonly string[] = [],
): HttpExchange {
  const { address } = outcome;
  if (outcome.kind !== 'answered') return { method, address, firstByteMs: null, answer: null };
  return { method, address, firstByteMs: outcome.firstByteMs, answer: hide(outcome.bodyStart, hidden) };
}

/** A value of a few characters is no secret, and hiding it would tear words apart. */
const LEAST_HIDDEN = 4;

function hide(text: string, hidden: readonly string[]): string {
  return hidden
    .filter((value) => value.length >= LEAST_HIDDEN)
    .reduce((shown, value) => shown.replaceAll(value, '•••'), text);
}

/** A request that got no answer, or was not let out. */
export function describeNoAnswer(
  outcome: Exclude<DeliveryOutcome, { kind: 'answered' }>,
  exchange: HttpExchange,
): TryOutcome {
  const rest = { responseStatus: null, retryAfter: null, exchange };
  return outcome.kind === 'refused'
    ? { kind: 'refused', error: outcome.reason, ...rest }
    : { kind: 'missed', error: outcome.error, ...rest };
}
