import process from 'node:process';

import { createLogger, run } from '@ringback/runtime';

import { createConsole } from './app.ts';
import { readConfig } from './config.ts';

const config = readConfig(process.env);
const log = createLogger('console', config.log);
await run(log, 10_000, () => createConsole(config, log));
