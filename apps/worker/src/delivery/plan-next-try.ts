import type { DeliveryState, HttpExchange } from '@ringback/db';

/** What one try of a delivery came to. */
export interface TryOutcome {
  /** `refused`: our own rules did not let it out. `failed`: trying again is of no use. `missed`: it may work later. */
  kind: 'delivered' | 'refused' | 'failed' | 'missed';
  responseStatus: number | null;
  /** In plain words; when delivered, what the other side did not get, else null. */
  error: string | null;
  /** What the other side asked for. */
  retryAfter: Date | null;
  /** The HTTP request, if one was made. */
  exchange?: HttpExchange;
}

const JITTER = 0.1;

/** The state after a try, and when the next one is due. `scheduleSeconds[n]` is the wait before try n + 1. */
export function planNextTry(
  outcome: TryOutcome,
  attemptNumber: number,
  scheduleSeconds: readonly number[],
  now: Date,
  random: number,
): { state: DeliveryState; nextAttemptAt: Date | null } {
  if (outcome.kind !== 'missed') return { state: outcome.kind, nextAttemptAt: null };
  const wait = scheduleSeconds[attemptNumber];
  if (wait === undefined) return { state: 'failed', nextAttemptAt: null };
  const planned = now.getTime() + wait * 1000 * (1 + JITTER * random);
  return { state: 'pending', nextAttemptAt: new Date(Math.max(planned, outcome.retryAfter?.getTime() ?? 0)) };
}
