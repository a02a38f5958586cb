/** Runs work of one key piece after piece, in the order in which it came; other keys are not waited for. */
export function inTurns(): (key: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (key, work) => {
    const before = last.get(key);
    const turn = before ? before.then(work, work) : work();
    last.set(key, turn);
    return turn.finally(() => {
      if (last.get(key) === turn) last.delete(key);
    });
  };
}
