import { setImmediate } from 'node:timers/promises';

/**
 * Resolves when this turn of the event loop has read what had come in. Whoever waits for the same turn goes on together, one
 * after the other, so that a piece of code that is large (recognition) runs for all of them while the processor has it in its
 * caches, instead of once between each two pieces of the HTTP server's.
 */
export function createTurns(): () => Promise<void> {
  let turn: Promise<void> | null = null;
  return () => {
    turn ??= setImmediate().then(() => {
      turn = null;
    });
    return turn;
  };
}
