/** Ringback's ingest, whole, as its own `main.ts` runs it. */
import { createIngest, readConfig } from '@ringback/ingest';
import { createLogger } from '@ringback/runtime';

import { serveMeasured } from '../measured/serve-measured.ts';

await serveMeasured((env) => {
  const config = readConfig({ ...env, PORT: '0' });
  return createIngest(config, createLogger('ingest', config.log));
});
