/**
 * Gathers ids while a flush is under way and hands them over together when it ends, so that a busy hour costs no more
 * requests than a quiet one. An idle gatherer flushes at once. `flush` deals with its own failures.
 */
export function gatherChanges(): (id: string, flush: (ids: Set<string>) => Promise<unknown>) => void {
  let waiting = new Set<string>();
  let flushing = false;
  let flushLatest: (ids: Set<string>) => Promise<unknown>;

  const run = async () => {
    flushing = true;
    try {
      while (waiting.size > 0) {
        const ids = waiting;
        waiting = new Set();
        await flushLatest(ids);
      }
    } finally {
      flushing = false;
    }
  };

  return (id, flush) => {
    waiting.add(id);
    flushLatest = flush;
    if (!flushing) void run();
  };
}
