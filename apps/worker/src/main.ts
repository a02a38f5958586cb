import process from 'node:process';

import { createLogger, run } from '@ringback/runtime';

import { createWorker } from './app.ts';
import { readConfig } from './config.ts';

const CLOSE_WITHIN_MS = 25_000;

const config = readConfig(process.env);
const log = createLogger('worker', config.log);
await run(log, CLOSE_WITHIN_MS, () => createWorker(config, log));
