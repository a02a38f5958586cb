/**
 * Gathers ids while a flush is under way and hands them over together when it ends, so that a busy hour costs no more
 * requests than a quiet one. An idle gatherer flushes at once. `flush` deals with its own failures.
 */
export function gatherChanges(flush: (ids: Set<string>) => Promise<void>): (id: string) => void {
  let waiting = new Set<string>();
  let flushing = false;

  const run = async () => {
    flushing = true;
    try {
      while (waiting.size > 0) {
        const ids = waiting;
        waiting = new Set();
        await flush(ids);
      }
    } finally {
      flushing = false;
    }
  };

  return (id) => {
    waiting.add(id);
    if (!flushing) void run();
  };
}
