/**
 * A worker's delivery engine in a process of its own, on a clock that its parent sets:
 * `node delivery-worker.ts <database url>`. For each time that it is told it tries what is due, and then says `done`.
 */
import { randomUUID } from 'node:crypto';
import process from 'node:process';

import { createDatabase, renewLease } from '@ringback/db';
import { createAddressGuard, createDeliveryClient } from '@ringback/delivery';
import { createLogger } from '@ringback/runtime';
import { openDeliverer } from '@ringback/worker';

const LEASE_SECONDS = 3;

const [databaseUrl = ''] = process.argv.slice(2);
const log = createLogger('delivery-worker', { level: 'silent' });
const { prisma } = createDatabase({ url: databaseUrl, poolSize: 4 }, log);
const instanceId = randomUUID();
const timeouts = { connectWithinMs: 2000, headersWithinMs: 200, bodyWithinMs: 200, totalWithinMs: 3000 };
const client = createDeliveryClient({ guard: createAddressGuard({ allowLoopback: true }), timeouts });
let now = new Date(0);
const engine = openDeliverer({ prisma, instanceId, client, perHost: () => 8, now: () => now, log });

process.on('message', (message) => {
  if (typeof message !== 'string') throw new TypeError('not a time');
  now = new Date(message);
  void tickAgain().then(
    () => process.send?.('done'),
    (err: unknown) => process.send?.(`failed: ${String(err)}`),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');

/** The sweeper comes again after a fault, too: on a busy machine Postgres may not answer in time. */
async function tickAgain(triesLeft = 10): Promise<void> {
  try {
    await tick();
  } catch (err) {
    if (triesLeft === 0) throw err;
    await tickAgain(triesLeft - 1);
  }
}

async function tick(): Promise<void> {
  await renewLease(prisma, instanceId, now, LEASE_SECONDS);
  await engine.sweep(new Date(now.getTime() + 1));
  await engine.idle();
}
