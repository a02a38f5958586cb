/** The simulated exchange in a process of its own. */
import { createExchange, readConfig } from '@ringback/exchange';
import { createLogger } from '@ringback/runtime';

import { serveMeasured } from '../measured/serve-measured.ts';

await serveMeasured((env) => {
  const config = readConfig({ ...env, PORT: '0' });
  return createExchange(config, createLogger('exchange', config.log));
});
