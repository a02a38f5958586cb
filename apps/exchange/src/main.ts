import process from 'node:process';

import { createLogger, run } from '@ringback/runtime';

import { createExchange } from './app.ts';
import { readConfig } from './config.ts';

const config = readConfig(process.env);
const log = createLogger('exchange', config.log);
await run(log, 5_000, () => createExchange(config, log));
