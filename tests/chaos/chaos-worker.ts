/** The worker as `apps/worker/src/main.ts` runs it, but for the address guard: receivers are on loopback here. */
import { createAddressGuard } from '@ringback/delivery';
import { createLogger, run } from '@ringback/runtime';
import { createWorker, readConfig } from '@ringback/worker';

const CLOSE_WITHIN_MS = 25_000;

const config = readConfig(process.env);
const log = createLogger('worker', config.log);
const addressGuard = createAddressGuard({ allowLoopback: true });
await run(log, CLOSE_WITHIN_MS, () => createWorker(config, log, { addressGuard }));
