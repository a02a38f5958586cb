// npm run bench:ingest and the others; what follows `--` goes to the bench.
import process from 'node:process';

import { findProgram } from './find-program.mjs';
import { runProgram } from './run-pinned.mjs';
import { runMain, setUp } from './set-up.mjs';

await runMain(async () => {
  const [bench, ...flags] = process.argv.slice(2);
  const { node } = await setUp();
  const env = { ...process.env, REDIS_SERVER_PATH: await findProgram('redis') };
  return runProgram(node, [`bench/${bench}/main.ts`, ...flags], { env });
});
