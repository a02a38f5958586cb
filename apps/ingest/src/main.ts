import process from 'node:process';

import { createLogger, run } from '@ringback/runtime';

import { readConfig } from './config.ts';
import { createIngest } from './ingest.ts';

const CLOSE_WITHIN_MS = 15_000;

const config = readConfig(process.env);
const log = createLogger('ingest', config.log);
await run(log, CLOSE_WITHIN_MS, () => createIngest(config, log));
