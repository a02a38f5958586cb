/** One worker process, as its own `main.ts` runs it, with leave to reach the sinks on this machine. */
import { createAddressGuard } from '@ringback/delivery';
import { createLogger } from '@ringback/runtime';
import { createWorker, readConfig } from '@ringback/worker';

import { serveMeasured } from '../measured/serve-measured.ts';

await serveMeasured(async (env) => {
  const config = readConfig(env);
  const addressGuard = createAddressGuard({ allowLoopback: true });
  const worker = await createWorker(config, createLogger('worker', config.log), { addressGuard });
  return { url: '', close: () => worker.close() };
});
