/** Until half of them have ended; slow ones are not waited for. */
export async function halfEnded(tries: Promise<void>[], patienceMs: number): Promise<void> {
  if (tries.length === 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  let ended = 0;
  const count = (): void => {
    ended += 1;
    if (ended * 2 >= tries.length) resolve();
  };
  for (const each of tries) each.then(count, count);
  await promise;
  clearTimeout(timer);
}
