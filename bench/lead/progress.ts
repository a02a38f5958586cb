import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';

const ASK_EVERY_MS = 250;

export interface Progress {
  leads: number;
  finished: number;
  /** Deliveries that have not ended yet. */
  pending: number;
}

export async function readProgress(client: pg.Client): Promise<Progress> {
  const { rows } = await client.query<Progress>(`
    SELECT (SELECT count(*)::int FROM leads) AS leads,
      (SELECT count(*)::int FROM scenarios WHERE finished_at IS NOT NULL) AS finished,
      (SELECT count(*)::int FROM deliveries WHERE state = 'pending') AS pending`);
  return rows[0] ?? { leads: 0, finished: 0, pending: 0 };
}

/** Until `count` leads, and all that there are, have ended and all that goes out for them has gone. Throws when that takes too long. */
export async function waitUntilDone(client: pg.Client, count: number, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const progress = await readProgress(client);
    const { leads, finished, pending } = progress;
    if (finished >= count && finished === leads && pending === 0) return;
    if (performance.now() > deadline) throw new Error(`not done in time: ${JSON.stringify(progress)}`);
    await sleep(ASK_EVERY_MS);
  }
}
