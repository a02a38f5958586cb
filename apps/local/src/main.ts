import process from 'node:process';

import { createLogger, run } from '@ringback/runtime';

import { createLocalRun } from './app.ts';
import { readConfig } from './config.ts';
import { DEMO_USER } from './seed.ts';

const CLOSE_WITHIN_MS = 25_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const config = readConfig(process.env);
const log = createLogger('local', config.log);
await run(log, CLOSE_WITHIN_MS, async () => {
  const local = await createLocalRun(config, log, (step) => {
    say(`  ${step} …`);
  });
  say(`
Ringback is running.

  Demo site   ${local.demoUrl}   forms to submit, and what arrives
  Cabinet     ${local.consoleUrl}   ${DEMO_USER.email} / ${DEMO_USER.password}
  Ingest      ${local.ingestUrl}/formReceiver
  REST API    ${local.consoleUrl}/api/v1/leads   Authorization: Bearer ${config.apiKey}
  Exchange    ${local.exchangeUrl}/witness   every ring of the simulated phones

Press Ctrl-C to stop. Data are kept in ${config.dataDir}.
`);
  return local;
});
