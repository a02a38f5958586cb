import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';

export interface WaitOptions {
  withinMs: number;
}

/**
 * Asks `check` every few milliseconds and resolves with its first answer that is not undefined, null or false. An
 * exception counts as "not yet". Past the deadline the error tells the last answer and carries the last exception.
 */
export async function waitFor<T>(
  check: () => T | Promise<T>,
  options: WaitOptions = { withinMs: 5000 },
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = performance.now() + options.withinMs;
  for (let intervalMs = 2; ; intervalMs = Math.min(intervalMs * 2, 50)) {
    const { answer, error } = await ask(check);
    if (isGiven(answer)) return answer;
    if (performance.now() >= deadline) throw describeFailure(check, answer, error, options.withinMs);
    await pause(intervalMs);
  }
}

async function ask<T>(check: () => T | Promise<T>): Promise<{ answer?: T; error?: unknown }> {
  try {
    return { answer: await check() };
  } catch (error) {
    return { error };
  }
}

function isGiven<T>(answer: T): answer is Exclude<T, undefined | null | false> {
  return answer !== undefined && answer !== null && answer !== false;
}

function describeFailure(check: () => unknown, answer: unknown, error: unknown, withinMs: number): Error {
  const last = error instanceof Error ? `it threw: ${error.message}` : `it answered ${inspect(answer)}`;
  return new Error(`waited ${String(withinMs)} ms for ${String(check)}, at last ${last}`, { cause: error });
}
