import { within } from '@ringback/runtime';

/** The queue store did not answer in time, or is known to be away. */
export class QueueStoreAwayError extends Error {
  override readonly name = 'QueueStoreAwayError';
}

export type Breaker = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Gives every piece of work a deadline. After a failure the work of the next `awayMs` is refused at once, so that an
 * outage costs one deadline and not one for each caller; then one piece is let through to try, with what is asked for in
 * the same turn of the event loop, and the others follow it.
 */
export function createBreaker({ withinMs, awayMs }: { withinMs: number; awayMs: number }): Breaker {
  let awayUntil = 0;
  let trying = false;
  let joining = false;
  return async (work) => {
    const probes = awayUntil !== 0;
    if (probes && !joining) {
      if (trying || performance.now() < awayUntil) throw new QueueStoreAwayError('the queue store is away');
      joining = true;
      setImmediate(() => (joining = false));
    }
    trying = probes;
    try {
      const result = await within(
        withinMs,
        work(),
        () => new QueueStoreAwayError(`the queue store did not answer within ${withinMs} ms`),
      );
      awayUntil = 0;
      return result;
    } catch (err) {
      awayUntil = performance.now() + awayMs;
      throw err;
    } finally {
      if (probes) trying = false;
    }
  };
}
